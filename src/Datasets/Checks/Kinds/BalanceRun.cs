using System.Globalization;
using Athanor.Datasets.Checks.Declaration;
using Athanor.Foundation.Problems;

namespace Athanor.Datasets.Checks.Kinds;

internal sealed class BalanceRun(BalanceCheck check) : ICheckRun
{
    private readonly Dictionary<string, long> _classes = new(StringComparer.Ordinal);

    private string Unit => check.Column is null ? "files" : "rows";

    public async Task RunAsync(CheckContext context, CancellationToken cancellation)
    {
        await foreach (var entry in context.Tree.ListAsync(check.Selection, cancellation))
        {
            context.Findings.CountFile();
            if (check.Column is { } column) await CountRowsAsync(context, entry, column, cancellation);
            else if (FolderNames.Below(check.Under, entry.Path) is { } folder) Count(folder, context);
        }
        Judge(context.Findings);
    }

    private async Task CountRowsAsync(CheckContext context, CheckedEntry entry, string column, CancellationToken cancellation)
    {
        try
        {
            await using var content = await context.Tree.OpenAsync(entry, cancellation);
            await foreach (var value in ColumnValues.ReadAsync(entry.Path, content, column, cancellation)) Count(value, context);
        }
        catch (FormatException error)
        {
            context.Findings.Add(CheckFinding.In(entry.Path, error.Message));
        }
    }

    private void Count(string name, CheckContext context)
    {
        _classes[name] = _classes.GetValueOrDefault(name) + 1;
        if (_classes.Count > context.Limits.Classes) throw new ProblemException(ChecksProblems.TooManyClasses(context.Limits.Classes));
    }

    private void Judge(FindingCollector findings)
    {
        if (_classes.Count == 0)
        {
            findings.Add(new("there are no classes to compare", []));
            return;
        }
        var largest = _classes.MaxBy(pair => pair.Value);
        foreach (var (name, count) in _classes.OrderBy(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal))
            if (Objection(name, count, largest) is { } objection) findings.Add(new(objection, []));
    }

    private string? Objection(string name, long count, KeyValuePair<string, long> largest)
    {
        if (count < check.Least) return $"class '{name}' has {count} {Unit}, and {check.Least} are the least";
        var ratio = (double)largest.Value / count;
        return ratio > check.Ratio
            ? $"class '{name}' has {count} {Unit} and '{largest.Key}' has {largest.Value}: {Times(ratio)} times as many, where {Times(check.Ratio.Value)} are allowed"
            : null;
    }

    private static string Times(double ratio) => ratio.ToString("0.##", CultureInfo.InvariantCulture);
}
