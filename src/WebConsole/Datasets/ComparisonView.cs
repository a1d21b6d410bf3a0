using Athanor.Datasets.Model;
using Athanor.Foundation.Paging;

namespace Athanor.WebConsole.Datasets;

/// <summary>What differs between two versions, and by which names their files are found.</summary>
public sealed record ComparisonView(Dataset Dataset, string? Before, string? After, Page<FileChange> Changes);
