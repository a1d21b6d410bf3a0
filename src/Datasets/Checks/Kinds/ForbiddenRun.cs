using Athanor.Datasets.Checks.Declaration;

namespace Athanor.Datasets.Checks.Kinds;

internal sealed class ForbiddenRun(ForbiddenCheck check) : ICheckRun
{
    public async Task RunAsync(CheckContext context, CancellationToken cancellation)
    {
        await foreach (var entry in context.Tree.ListAsync(cancellation))
        {
            context.Findings.CountFile();
            if (check.Selection.Contains(entry.Path)) context.Findings.Add(CheckFinding.In(entry.Path, $"no file may match {check.Selection}"));
        }
    }
}
