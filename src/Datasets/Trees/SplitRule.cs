using System.Buffers.Binary;
using System.Text;

namespace Athanor.Datasets.Trees;

/// <summary>
/// Which paths end a node. It follows from the path alone, so that the same entries make the same tree, whatever order they came in, and a
/// change moves no boundary but its own. The key is the dataset's secret: nobody can choose paths that never end a node.
/// </summary>
internal readonly record struct SplitRule(KeyedHash Hash)
{
    // One path in 64 ends a leaf, one in 64 of those a node above it, and so on.
    private const int BitsPerLevel = 6;

    public const int KeySize = 16;

    public static SplitRule Read(ReadOnlySpan<byte> key) => new(new KeyedHash(BinaryPrimitives.ReadUInt64LittleEndian(key), BinaryPrimitives.ReadUInt64LittleEndian(key[8..])));

    public bool Ends(string path, int level)
    {
        Span<byte> bytes = stackalloc byte[4096];
        var hash = Hash.Of(bytes[..Encoding.UTF8.GetBytes(path, bytes)]);
        var bits = BitsPerLevel * (level + 1);
        return bits >= 64 || (hash & ((1UL << bits) - 1)) == 0;
    }
}
