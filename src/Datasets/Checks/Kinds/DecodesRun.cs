using Athanor.Datasets.Checks.Declaration;
using Athanor.Datasets.Decoding;

namespace Athanor.Datasets.Checks.Kinds;

/// <summary>Decodes every file. What comes of a file's bytes is remembered; the bounds are held to it anew each time.</summary>
internal sealed class DecodesRun(DecodesCheck check) : ICheckRun
{
    public async Task RunAsync(CheckContext context, CancellationToken cancellation)
    {
        var files = context.Tree.ListAsync(check.Selection, cancellation);
        await foreach (var (entry, (verdict, isReused)) in files.SelectAsync(context.Limits.Lanes, (entry, token) => DecodeAsync(context, entry, token), cancellation))
        {
            context.Findings.CountFile(isReused);
            if (Objection(verdict) is { } objection) context.Findings.Add(CheckFinding.In(entry.Path, objection));
        }
    }

    private async ValueTask<(ContentVerdict Verdict, bool IsReused)> DecodeAsync(CheckContext context, CheckedEntry entry, CancellationToken cancellation)
    {
        var kind = check.As ?? ContentKinds.ByExtension(entry.Path);
        var key = $"decoded/1/{kind}/{context.Limits.Decoding.MaximumPixels}/{entry.DigestText}";
        var (finding, isReused) = await context.RecallAsync(key, async () => (await ContentTrial.RunAsync(context, entry, kind, cancellation)).ToString(), cancellation);
        return (ContentVerdict.Parse(finding), isReused);
    }

    private string? Objection(ContentVerdict verdict) =>
        !verdict.Succeeded ? verdict.Finding
        : check.Strict && verdict.Finding is not null ? verdict.Finding
        : verdict.Width == 0 ? NoImage()
        : !check.Width.Contain(verdict.Width) ? $"it is {verdict.Width} pixels wide, and {check.Width} are expected"
        : !check.Height.Contain(verdict.Height) ? $"it is {verdict.Height} pixels high, and {check.Height} are expected"
        : null;

    private string? NoImage() => check.Width.IsOpen && check.Height.IsOpen ? null : "it is no image, so it has neither width nor height";
}
