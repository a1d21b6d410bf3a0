using Athanor.Foundation.Problems;
using Athanor.Objects.Client;

namespace Athanor.App.Verbs.Objects;

/// <summary>Finds what a copy or a synchronisation has to move, and looks at each name before a file is made of it.</summary>
internal sealed class TransferPlan(RemoteBuckets remote)
{
    /// <summary>A single file or object, or all under a folder or prefix.</summary>
    public async Task<List<Transfer>> CopyAsync(Place from, Place to, bool isRecursive, CancellationToken cancellation)
    {
        if (!from.IsRemote && !to.IsRemote) throw new ProblemException(ObjectsCommandProblems.BothLocal);
        if (isRecursive) return [.. (await ListAsync(from, cancellation)).Select(entry => new Transfer(entry.Value.Place, Under(to, entry.Key), entry.Value.Size))];
        if (from.IsRemote && from.IsFolder) throw new ProblemException(ObjectsCommandProblems.NeedsRecursive(from.ToString()));

        var size = from.IsRemote ? (await remote.HeadAsync(from.Bucket!, from.Path, cancellation)).Size : FileOf(from).Length;
        var name = from.Path[(from.Path.LastIndexOf('/') + 1)..];
        return [new(from, to.IsFolder ? Under(to, name) : to, size)];
    }

    /// <summary>What differs, and what only the target has.</summary>
    public async Task<(List<Transfer> Changed, List<Place> Extra)> SyncAsync(Place from, Place to, CancellationToken cancellation)
    {
        if (!from.IsRemote && !to.IsRemote) throw new ProblemException(ObjectsCommandProblems.BothLocal);
        var (sources, targets) = (await ListAsync(from, cancellation), await ListAsync(to, cancellation));
        var changed = sources.Where(source => !targets.TryGetValue(source.Key, out var target) || Differs(source.Value, target, from, to)).ToList();
        return (
            changed.ConvertAll(source => new Transfer(source.Value.Place, Under(to, source.Key), source.Value.Size)),
            [.. targets.Where(target => !sources.ContainsKey(target.Key)).Select(target => target.Value.Place)]);
    }

    // Times tell which is newer, and between buckets the entity tags tell more. A file that was fetched has the object's time in whole seconds.
    private static bool Differs(Entry source, Entry target, Place from, Place to) => source.Size != target.Size || (from.IsRemote, to.IsRemote) switch
    {
        (true, true) => source.ETag != target.ETag,
        (true, false) => source.ChangedAt.ToUnixTimeSeconds() > target.ChangedAt.ToUnixTimeSeconds(),
        _ => source.ChangedAt > target.ChangedAt,
    };

    private static Place Under(Place folder, string name) => folder.IsRemote
        ? folder with { Path = folder.FolderPath + name }
        : new(null, LocalNames.PathOf(folder.Path, name)!);

    private static FileInfo FileOf(Place place) => new FileInfo(place.Path) is { Exists: true } file ? file : throw new ProblemException(
        Directory.Exists(place.Path) ? ObjectsCommandProblems.NeedsRecursive(place.Path) : ObjectsCommandProblems.NoFile(place.Path));

    private async Task<Dictionary<string, Entry>> ListAsync(Place place, CancellationToken cancellation) => place.IsRemote ? await ListRemoteAsync(place, cancellation) : ListLocal(place);

    private async Task<Dictionary<string, Entry>> ListRemoteAsync(Place place, CancellationToken cancellation)
    {
        var found = new Dictionary<string, Entry>(StringComparer.Ordinal);
        await foreach (var one in remote.ListAsync(place.Bucket!, place.FolderPath, "", cancellation))
        {
            var name = one.Key[place.FolderPath.Length..];
            if (name.Length > 0 && !name.EndsWith('/')) found[name] = new(place with { Path = one.Key }, one.Size ?? 0, one.StoredAt ?? default, one.ETag);
        }
        return found;
    }

    private static Dictionary<string, Entry> ListLocal(Place place)
    {
        var folder = new DirectoryInfo(place.Path);
        if (!folder.Exists) return [];
        return folder.EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
            .Where(file => file.Extension != ".part")
            .ToDictionary(file => Path.GetRelativePath(folder.FullName, file.FullName), file => new Entry(new(null, file.FullName), file.Length, Whole(file.LastWriteTimeUtc), null), StringComparer.Ordinal);
    }

    // The protocol tells times in whole seconds, or in thousandths.
    private static DateTimeOffset Whole(DateTime time) => DateTimeOffset.FromUnixTimeMilliseconds(new DateTimeOffset(time).ToUnixTimeMilliseconds());

    private sealed record Entry(Place Place, long Size, DateTimeOffset ChangedAt, string? ETag);
}
