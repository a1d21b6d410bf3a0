using Athanor.Foundation.Problems;

namespace Athanor.Datasets.Checks.Sql;

/// <summary>One of the three, or none where a file was written.</summary>
internal sealed record SqlResponse(IReadOnlyList<string>? Tables = null, SqlAnswer? Answer = null, Problem? Problem = null);
