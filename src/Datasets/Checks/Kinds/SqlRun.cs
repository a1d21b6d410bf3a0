using Athanor.Datasets.Checks.Declaration;
using Athanor.Datasets.Checks.Sql;

namespace Athanor.Datasets.Checks.Kinds;

/// <summary>Each row that the query answers is a finding.</summary>
internal sealed class SqlRun(SqlCheck check) : ICheckRun
{
    private const int NamedFiles = 10;

    public async Task RunAsync(CheckContext context, CancellationToken cancellation)
    {
        var limits = context.Limits.Sql with { Time = check.Time < context.Limits.Sql.Time ? check.Time.Value : context.Limits.Sql.Time };
        using var query = await TableQuery.PrepareAsync(context.Tree, check.Selection, check.Query, limits, context.Clock, cancellation);
        foreach (var name in query.Missing) context.Findings.Add(new($"there is no table '{name}'", []));
        if (query.Missing.Count > 0) return;

        foreach (var _ in query.Files) context.Findings.CountFile();
        var answer = await query.ReadAsync(context.Limits.Findings, cancellation);
        var files = query.Files.Take(NamedFiles).ToList();
        for (var row = 0; row < answer.Rows.Count; row++) context.Findings.Add(new(answer.Describe(answer.Rows[row]), files, row + 1));
        context.Findings.AddUnnamed(answer.Count - answer.Rows.Count);
    }
}
