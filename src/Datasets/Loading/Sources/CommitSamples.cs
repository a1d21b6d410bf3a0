using Athanor.Datasets.Paths;
using Athanor.Datasets.Trees;
using Athanor.Datasets.Versions;

namespace Athanor.Datasets.Loading.Sources;

/// <summary>A commit as a source of samples, read from the objects of its dataset without a copy of any file.</summary>
internal sealed class CommitSamples(VersionReader version, TreeEntry[] entries) : ISampleSource
{
    public int Count => entries.Length;

    public SourceFile this[int file] => entries[file] is var entry ? new(EntryPath.Known(entry.Path), entry.Size, entry.ModifiedAt, entry.Digest.ToArray()) : default;

    public static async Task<CommitSamples> LoadAsync(VersionReader version, CancellationToken cancellation)
    {
        var entries = new List<TreeEntry>((int)Math.Min(version.Commit.Files, int.MaxValue));
        await foreach (var entry in version.ListAsync(cancellation)) entries.Add(entry);
        return new(version, [.. entries]);
    }

    public long SizeOf(int file) => entries[file].Size;

    public async ValueTask ReadAsync(int file, long offset, Memory<byte> buffer, CancellationToken cancellation)
    {
        var writer = new MemoryWriter(buffer);
        await version.CopyToAsync(entries[file], offset, buffer.Length, writer, cancellation);
        if (writer.Written != buffer.Length) throw new EndOfStreamException($"{entries[file].Path} ends before its size.");
    }
}
