using Athanor.Datasets.Client.Sources;
using Athanor.Datasets.Trees;

namespace Athanor.Datasets.Client.Cache;

/// <summary>What earlier imports read: files that look as they did then are not read again.</summary>
internal sealed class ImportCache(string? file, CacheKey key, CacheState? state, CachedEntries entries)
{
    /// <summary>
    /// Null where it is not known that the branch holds all entries. An import that was killed after its first batch moved the branch's
    /// version, so the state of the cache before it no longer fits, whatever its log says.
    /// </summary>
    public CacheState? State { get; } = state;

    /// <summary>In the order of their paths.</summary>
    public CachedEntries Entries { get; } = entries;

    public static ImportCache Load(CacheFolder folder, CacheKey key)
    {
        var file = folder.FileOf(key);
        var (state, entries) = TryRead(file) is { } bytes && CacheFormat.Read(bytes, key) is { } whole ? whole : (null, CachedEntries.None);
        var later = TryRead(LogOf(file)) is { } log ? CacheFormat.ReadLog(log, key) : CachedEntries.None;
        return new(file, key, state, entries.With(later));
    }

    /// <summary>Takes note of what is read while an import runs.</summary>
    public CacheLog OpenLog() => CacheLog.Open(LogOf(file), key);

    /// <summary>Replaces it whole; a log of it has become part of it.</summary>
    public void Save(CacheFolder folder, CacheState? newState, IEnumerable<(ListedFile File, Digest Digest, FileStamp Stamp)> newEntries)
    {
        if (file is null) return;
        try
        {
            CacheWriter.Write(file, key, newState, newEntries);
            File.Delete(LogOf(file)!);
            folder.Prune();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The import is done; without its cache the next one reads the files again.
        }
    }

    private static string? LogOf(string? file) => file is null ? null : file + ".log";

    private static byte[]? TryRead(string? path)
    {
        try
        {
            return path is not null && new FileInfo(path) is { Exists: true, Length: <= CacheFormat.LargestFile } ? File.ReadAllBytes(path) : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
