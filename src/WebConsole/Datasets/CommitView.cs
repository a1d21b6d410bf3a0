using Athanor.Datasets.Checks;
using Athanor.Datasets.Model;

namespace Athanor.WebConsole.Datasets;

public sealed record CommitView(Dataset Dataset, Commit Commit, ComparisonView Comparison, VersionStatistics Statistics, CheckReport? Checks);
