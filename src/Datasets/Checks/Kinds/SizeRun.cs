using Athanor.Datasets.Checks.Declaration;
using Athanor.Foundation.Units;

namespace Athanor.Datasets.Checks.Kinds;

internal sealed class SizeRun(SizeCheck check) : ICheckRun
{
    public async Task RunAsync(CheckContext context, CancellationToken cancellation)
    {
        var (count, total) = (0L, 0L);
        await foreach (var entry in context.Tree.ListAsync(check.Selection, cancellation))
        {
            context.Findings.CountFile();
            count++;
            total += entry.Size;
            if (!check.Each.Contain(entry.Size)) context.Findings.Add(CheckFinding.In(entry.Path, $"it has {Words(entry.Size)}, and {check.Each.Words(Words)} are expected"));
        }
        if (!check.Count.Contain(count)) context.Findings.Add(new($"there are {count} files, and {check.Count} are expected", []));
        if (!check.Total.Contain(total)) context.Findings.Add(new($"together they have {Words(total)}, and {check.Total.Words(Words)} are expected", []));
    }

    private static string Words(long size) => new Bytes(size).ToString();
}
