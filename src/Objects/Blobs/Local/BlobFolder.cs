using System.Collections.Concurrent;
using Athanor.Foundation.Files;
using Athanor.Foundation.Identifiers;

namespace Athanor.Objects.Blobs.Local;

/// <summary>Where everything lies in the directory. Names sort by time; their last two letters are random and choose the shard.</summary>
internal sealed class BlobFolder(string directory, TimeProvider clock)
{
    private const string SegmentSuffix = ".segment";
    private readonly ConcurrentDictionary<string, bool> _knownShards = new();

    public string Path => directory;
    public string Lock => System.IO.Path.Combine(directory, "lock");
    public string Incoming => System.IO.Path.Combine(directory, "incoming");
    public string Files => System.IO.Path.Combine(directory, "files");
    public string Segments => System.IO.Path.Combine(directory, "segments");

    public string NewName() => Identifier.Create("x", clock)[2..];

    public string IncomingFile(string name) => System.IO.Path.Combine(Incoming, name);

    public string ShardOf(string name) => System.IO.Path.Combine(Files, name.Length < 2 ? "__" : name[^2..]);

    public string File(string name) => System.IO.Path.Combine(ShardOf(name), name);

    public string Segment(string name) => System.IO.Path.Combine(Segments, name + SegmentSuffix);

    public IEnumerable<string> Shards() => Directory.EnumerateDirectories(Files);

    public static IEnumerable<string> FileNames(string shard) => Directory.EnumerateFiles(shard).Select(path => System.IO.Path.GetFileName(path));

    public IEnumerable<string> SegmentNames() =>
        Directory.EnumerateFiles(Segments, "*" + SegmentSuffix).Select(path => System.IO.Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal);

    /// <summary>Only the server's own user looks inside; what is below needs no protection of its own.</summary>
    public void Create()
    {
        Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Durable.SyncDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(directory))!);
    }

    public void CreateParts()
    {
        foreach (var path in (string[])[Incoming, Files, Segments]) Directory.CreateDirectory(path);
        Durable.SyncDirectory(directory);
    }

    public void CreateShard(string shard)
    {
        if (_knownShards.ContainsKey(shard)) return;
        Directory.CreateDirectory(shard);
        Durable.SyncDirectory(Files);
        _knownShards[shard] = true;
    }

    /// <summary>What was still being received when the program ended belongs to nobody.</summary>
    public void RemoveIncoming()
    {
        foreach (var path in Directory.EnumerateFiles(Incoming)) System.IO.File.Delete(path);
    }
}
