using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Athanor.Datasets.Client.Sources;
using Athanor.Foundation.Problems;

namespace Athanor.Datasets.Checks;

/// <summary>
/// A folder on this machine as it would be committed. Links are passed over: what they lead to is not in the folder. So are pipes,
/// sockets and devices, which are never opened.
/// </summary>
public sealed class FolderTree : ICheckedTree, ILocalTree
{
    private static readonly EnumerationOptions Everything = new()
    {
        RecurseSubdirectories = true,
        IgnoreInaccessible = false,
        AttributesToSkip = FileAttributes.ReparsePoint,
    };

    // Several checks list the same files; each is hashed once, unless it changes.
    private readonly ConcurrentDictionary<string, (DateTime ChangedAt, CheckedEntry Entry)> _known = new(StringComparer.Ordinal);

    public FolderTree(string folder) => Root = Directory.Exists(folder)
        ? Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))
        : throw new ProblemException(ChecksProblems.NoFolder(folder));

    public string Root { get; }

    public async IAsyncEnumerable<CheckedEntry> ListAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var paths = Directory.EnumerateFiles(Root, "*", Everything).Where(CanBeRead).Select(file => Path.GetRelativePath(Root, file)).Order(LocalPath.Order);
        foreach (var path in paths) yield return await DescribeAsync(path, cancellation);
    }

    public async ValueTask<CheckedEntry?> FindAsync(string path, CancellationToken cancellation) =>
        LocalPath.Within(Root, path) is { } place && File.Exists(place) && CanBeRead(place) && !LocalPath.HasLink(Root, path) ? await DescribeAsync(path, cancellation) : null;

    public ValueTask<Stream> OpenAsync(CheckedEntry entry, CancellationToken cancellation) => ValueTask.FromResult<Stream>(File.OpenRead(Path.Combine(Root, entry.Path)));

    private static bool CanBeRead(string place) => LinuxFiles.KindOf(place) is not (FileKind.Pipe or FileKind.Socket or FileKind.Device);

    private async ValueTask<CheckedEntry> DescribeAsync(string path, CancellationToken cancellation)
    {
        var place = Path.Combine(Root, path);
        var changedAt = File.GetLastWriteTimeUtc(place);
        if (_known.TryGetValue(path, out var known) && known.ChangedAt == changedAt && known.Entry.Size == new FileInfo(place).Length) return known.Entry;

        await using var content = File.OpenRead(place);
        var entry = new CheckedEntry(path, content.Length, await SHA256.HashDataAsync(content, cancellation));
        _known[path] = (changedAt, entry);
        return entry;
    }
}
