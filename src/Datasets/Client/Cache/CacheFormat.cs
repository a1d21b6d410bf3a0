using System.Buffers.Binary;
using System.Security.Cryptography;
using Athanor.Datasets.Trees;

namespace Athanor.Datasets.Client.Cache;

/// <summary>
/// The file of a cache: mark (8), digest of the key (32), the branch's identity (8) and version (8), flags (8), the entries in the order of their paths, and a SHA-256
/// of all before it. Numbers are little-endian. Beside it may lie a log: mark (8), digest of the key (32), then blocks of a length (4), the
/// first half of the SHA-256 of the entries (16), and the entries; a block that was cut off by a kill ends the log.
/// </summary>
internal static class CacheFormat
{
    public const int HeaderSize = 64;
    public const int LogHeaderSize = 40;
    public const int BlockHeaderSize = 20;
    public const int LargestFile = 1 << 30;
    public const ulong HasOthersFlag = 1;
    public const ulong IsKnownFlag = 2;

    public static ReadOnlySpan<byte> Mark => "ATHCACH1"u8;
    public static ReadOnlySpan<byte> LogMark => "ATHCLOG1"u8;

    public static byte[] Header(CacheKey key, CacheState? state)
    {
        var header = new byte[HeaderSize];
        Mark.CopyTo(header);
        key.Digest.CopyTo(header, 8);
        if (state is null) return header;
        BinaryPrimitives.WriteUInt64LittleEndian(header.AsSpan(40), state.Branch.Identity);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(48), state.Branch.Version);
        BinaryPrimitives.WriteUInt64LittleEndian(header.AsSpan(56), IsKnownFlag | (state.HasOthers ? HasOthersFlag : 0));
        return header;
    }

    public static (CacheState? State, CachedEntries Entries)? Read(byte[] file, CacheKey key)
    {
        var end = file.Length - Digest.Size;
        if (end < HeaderSize || !file.AsSpan(0, 8).SequenceEqual(Mark) || !file.AsSpan(8, 32).SequenceEqual(key.Digest)) return null;
        if (!SHA256.HashData(file.AsSpan(0, end)).AsSpan().SequenceEqual(file.AsSpan(end)) || CachedEntry.Find(file, HeaderSize, end) is not { } entries) return null;

        var flags = BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(56));
        var branch = new BranchMark(BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(40)), BinaryPrimitives.ReadInt64LittleEndian(file.AsSpan(48)));
        var state = (flags & IsKnownFlag) == 0 ? null : new CacheState(branch, (flags & HasOthersFlag) != 0);
        return (state, new(file, entries));
    }

    public static CachedEntries ReadLog(byte[] file, CacheKey key) =>
        new(file, [.. BlocksOf(file, key).SelectMany(block => CachedEntry.Find(file, block.Start, block.Start + block.Length) ?? [])]);

    /// <summary>Up to where a log can be read; 0 for one that is none.</summary>
    public static int WholeLogLength(byte[] file, CacheKey key) =>
        !IsLog(file, key) ? 0 : BlocksOf(file, key).Select(block => block.Start + block.Length).LastOrDefault(LogHeaderSize);

    private static bool IsLog(byte[] file, CacheKey key) =>
        file.Length >= LogHeaderSize && file.AsSpan(0, 8).SequenceEqual(LogMark) && file.AsSpan(8, 32).SequenceEqual(key.Digest);

    private static IEnumerable<(int Start, int Length)> BlocksOf(byte[] file, CacheKey key)
    {
        for (var position = IsLog(file, key) ? LogHeaderSize : file.Length; file.Length - position >= BlockHeaderSize;)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(position));
            var start = position + BlockHeaderSize;
            if (length < 0 || length > file.Length - start) yield break;
            if (!SHA256.HashData(file.AsSpan(start, length)).AsSpan(0, 16).SequenceEqual(file.AsSpan(position + 4, 16))) yield break;
            yield return (start, length);
            position = start + length;
        }
    }
}
