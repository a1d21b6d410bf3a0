using Athanor.Datasets.Checks.Declaration;

namespace Athanor.Datasets.Checks.Kinds;

internal sealed class RequiredRun(RequiredCheck check) : ICheckRun
{
    public async Task RunAsync(CheckContext context, CancellationToken cancellation)
    {
        var missing = check.Selection.Files.ToList();
        await foreach (var entry in context.Tree.ListAsync(check.Selection, cancellation))
        {
            context.Findings.CountFile();
            missing.RemoveAll(glob => glob.Matches(entry.Path));
            if (missing.Count == 0) return;
        }
        foreach (var glob in missing) context.Findings.Add(new($"nothing matches '{glob}'", []));
    }
}
