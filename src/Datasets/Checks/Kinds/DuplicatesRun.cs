using System.Globalization;
using Athanor.Datasets.Checks.Declaration;
using Athanor.Datasets.Checks.Likeness;
using Athanor.Datasets.Decoding;
using Athanor.Foundation.Problems;

namespace Athanor.Datasets.Checks.Kinds;

/// <summary>Holds each file, in the order of paths, against those before it: first by its digest, then, if images are compared, by how it looks.</summary>
internal sealed class DuplicatesRun(DuplicatesCheck check) : ICheckRun
{
    private const string Featureless = "none";

    private readonly Dictionary<UInt128, FirstFiles> _contents = [];
    private readonly Dictionary<ulong, FirstFiles> _looks = [];
    private readonly HashIndex _index = new(check.Near ?? 0);

    public async Task RunAsync(CheckContext context, CancellationToken cancellation)
    {
        context.Findings.Allowed = check.Allow;
        var files = context.Tree.ListAsync(check.Selection, cancellation);
        await foreach (var (entry, (hash, isReused)) in files.SelectAsync(context.Limits.Lanes, (entry, token) => LookAsync(context, entry, token), cancellation))
        {
            context.Findings.CountFile(isReused);
            if (context.Findings.Examined > context.Limits.ComparedFiles) throw new ProblemException(ChecksProblems.TooManyFiles(context.Limits.ComparedFiles));
            if (Compare(entry, hash) is { } finding) context.Findings.Add(finding);
        }
    }

    private CheckFinding? Compare(CheckedEntry entry, ulong? hash)
    {
        // Half of a SHA-256 tells files apart as surely, and takes half of the memory.
        var folder = FolderNames.Below(check.Under, entry.Path);
        var content = FirstOf(_contents, BitConverter.ToUInt128(entry.Digest.Span[..16]), out _);
        var original = content.Find(folder);
        content.Add(folder, entry.Path);

        var alike = hash is { } look ? FindAlike(look, folder, entry.Path, isCopy: original is not null) : null;
        return original is not null ? new($"it has the same bytes as {original}", [entry.Path, original]) : alike;
    }

    private CheckFinding? FindAlike(ulong look, string? folder, string path, bool isCopy)
    {
        var nearest = isCopy ? default : Nearest(look, folder);
        var files = FirstOf(_looks, look, out var isNew);
        files.Add(folder, path);
        if (isNew) _index.Add(look);
        return nearest.Path is null ? null : new($"it looks like {nearest.Path} ({nearest.Distance} of 64 bits differ)", [path, nearest.Path]);
    }

    private (string? Path, int Distance) Nearest(ulong look, string? folder) => _index.Near(look)
        .Select(other => (Path: _looks[other].Find(folder), Distance: HashIndex.Distance(other, look)))
        .Where(file => file.Path is not null)
        .OrderBy(file => file.Distance).ThenBy(file => file.Path, StringComparer.Ordinal)
        .FirstOrDefault();

    private async ValueTask<(ulong? Hash, bool IsReused)> LookAsync(CheckContext context, CheckedEntry entry, CancellationToken cancellation)
    {
        if (check.Near is null || !ContentKinds.IsImage(ContentKinds.ByExtension(entry.Path)) || entry.Size > context.Limits.Decoding.MaximumFileSize) return (null, false);
        var (finding, isReused) = await context.RecallAsync($"look/1/{entry.DigestText}", () => HashAsync(context, entry, cancellation), cancellation);
        return (finding == Featureless ? null : ulong.Parse(finding, NumberStyles.HexNumber, CultureInfo.InvariantCulture), isReused);
    }

    // An image that does not decode looks like nothing; whether all decode is another check's question.
    private static async ValueTask<string> HashAsync(CheckContext context, CheckedEntry entry, CancellationToken cancellation)
    {
        using var file = await WholeFile.ReadAsync(context.Tree, entry, cancellation);
        using var grey = ImageDecoder.DecodeSmall(file.Bytes, context.Limits.Decoding, PerceptualHash.UsefulSide, channels: 1).Value;
        return grey is null ? Featureless : PerceptualHash.Of(grey)?.ToString("x16", CultureInfo.InvariantCulture) ?? Featureless;
    }

    private FirstFiles FirstOf<TKey>(Dictionary<TKey, FirstFiles> files, TKey key, out bool isNew) where TKey : notnull
    {
        isNew = !files.TryGetValue(key, out var first);
        return first ?? (files[key] = new(check.Scope));
    }
}
