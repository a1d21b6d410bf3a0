using Athanor.Datasets.Paths;
using Athanor.Datasets.Trees;
using Athanor.Datasets.Versions;

namespace Athanor.Datasets.Loading.Sources;

/// <summary>A commit as a source of samples, read from the objects of its dataset without a copy of any file.</summary>
internal sealed class CommitSamples(VersionReader version, TreeEntry[] entries) : ISampleSource
{
    private readonly int[] _objects = NumberObjects(entries);

    public int Count => entries.Length;

    public SourceFile this[int file] => entries[file] is var entry ? new(EntryPath.Known(entry.Path), entry.Size, entry.ModifiedAt, entry.Digest.ToArray()) : default;

    public static async Task<CommitSamples> LoadAsync(VersionReader version, CancellationToken cancellation)
    {
        var entries = new List<TreeEntry>((int)Math.Min(version.Commit.Files, int.MaxValue));
        await foreach (var entry in version.ListAsync(cancellation)) entries.Add(entry);
        return new(version, [.. entries]);
    }

    public long SizeOf(int file) => entries[file].Size;

    public FilePlace PlaceOf(int file) => new(_objects[file], entries[file].Offset, entries[file].Size);

    public async ValueTask ReadAsync(int file, long offset, Memory<byte> buffer, CancellationToken cancellation)
    {
        var writer = new MemoryWriter(buffer);
        await version.CopyToAsync(entries[file], offset, buffer.Length, writer, cancellation);
        if (writer.Written != buffer.Length) throw new EndOfStreamException($"{entries[file].Path} ends before its size.");
    }

    // What leaves the store is what was stored there, whichever files it is of.
    public ValueTask ReadRunAsync(ReadOnlyMemory<int> files, Memory<byte> buffer, CancellationToken cancellation) => ReadAsync(files.Span[0], 0, buffer, cancellation);

    private static int[] NumberObjects(TreeEntry[] entries)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var objects = new int[entries.Length];
        for (var file = 0; file < objects.Length; file++)
        {
            if (!numbers.TryGetValue(entries[file].Content, out var number)) numbers[entries[file].Content] = number = numbers.Count;
            objects[file] = number;
        }
        return objects;
    }
}
