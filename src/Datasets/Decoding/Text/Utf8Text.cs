using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Athanor.Datasets.Decoding.Text;

/// <summary>UTF-8, taken strictly: a byte that is none has a place, and is named by its line.</summary>
public static class Utf8Text
{
    private const int BlockLength = 64 << 10;

    public static Decoded<string> Decode(ReadOnlySpan<byte> file)
    {
        if (Utf8.IsValid(file)) return Decoded.Of(Encoding.UTF8.GetString(file.StartsWith(Encoding.UTF8.Preamble) ? file[3..] : file));
        var line = 1L;
        _ = Scan(file, isLast: true, ref line, out var finding);
        return Decoded.Failed<string>(finding!);
    }

    /// <summary>What is wrong with a text of any length, if something is.</summary>
    public static async ValueTask<string?> InspectAsync(Stream content, CancellationToken cancellation)
    {
        var block = ArrayPool<byte>.Shared.Rent(BlockLength);
        try
        {
            var line = 1L;
            for (var held = 0; ;)
            {
                var read = await content.ReadAsync(block.AsMemory(held), cancellation);
                held += read;
                var used = Scan(block.AsSpan(0, held), isLast: read == 0, ref line, out var finding);
                if (finding is not null || read == 0) return finding;
                block.AsSpan(used, held - used).CopyTo(block);
                held -= used;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    // How many bytes are read for good; a character that the next block completes is left for it.
    private static int Scan(ReadOnlySpan<byte> bytes, bool isLast, ref long line, out string? finding)
    {
        finding = null;
        var position = Utf8.IsValid(bytes) ? bytes.Length : ValidPrefix(bytes);
        line += bytes[..position].Count((byte)'\n');
        if (position == bytes.Length || (!isLast && IsIncomplete(bytes[position..]))) return position;
        finding = $"line {line} is no UTF-8: the byte 0x{bytes[position]:X2} does not belong there";
        return position;
    }

    private static bool IsIncomplete(ReadOnlySpan<byte> bytes) => Rune.DecodeFromUtf8(bytes, out _, out _) == OperationStatus.NeedMoreData;

    private static int ValidPrefix(ReadOnlySpan<byte> bytes)
    {
        var position = 0;
        while (position < bytes.Length && Rune.DecodeFromUtf8(bytes[position..], out _, out var length) == OperationStatus.Done) position += length;
        return position;
    }
}
