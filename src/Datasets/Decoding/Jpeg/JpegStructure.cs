using System.Buffers.Binary;

namespace Athanor.Datasets.Decoding.Jpeg;

/// <summary>The markers of a JPEG file (ITU-T T.81, annex B), read without decoding what stands between them.</summary>
internal static class JpegStructure
{
    private const byte Marker = 0xFF;
    private const byte StartOfImage = 0xD8;
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;

    public static Decoded<ImageHeader> ReadHeader(ReadOnlySpan<byte> file)
    {
        var frame = ReadFrame(file);
        return frame.Succeeded ? Decoded.Of(frame.Value.Header) : Decoded.Failed<ImageHeader>(frame.Finding!);
    }

    public static Decoded<JpegFrame> ReadFrame(ReadOnlySpan<byte> file)
    {
        var position = 2;
        while (TryReadMarker(file, ref position, out var marker))
        {
            if (marker is EndOfImage or StartOfScan) return Decoded.Failed<JpegFrame>("it has no frame before its first scan");
            if (StandsAlone(marker)) continue;
            if (!TryReadSegment(file, ref position, out var segment)) break;
            if (IsStartOfFrame(marker)) return JpegFrame.Read(segment);
        }
        return Decoded.Failed<JpegFrame>("it ends within its header");
    }

    /// <summary>Where the image ends, or null where the file does so before.</summary>
    public static int? FindEnd(ReadOnlySpan<byte> file)
    {
        var position = 2;
        while (TryReadMarker(file, ref position, out var marker))
        {
            if (marker == EndOfImage) return position;
            if (StandsAlone(marker)) continue;
            if (!TryReadSegment(file, ref position, out _)) return null;
            if (marker == StartOfScan) SkipScan(file, ref position);
        }
        return null;
    }

    // Between segments anything but a marker is filler.
    private static bool TryReadMarker(ReadOnlySpan<byte> file, ref int position, out byte marker)
    {
        marker = 0;
        while (position < file.Length)
        {
            var next = file[position..].IndexOf(Marker);
            if (next < 0) break;
            position += next + 1;
            if (position == file.Length) break;
            if (file[position] is 0x00 or Marker) continue;
            marker = file[position++];
            return true;
        }
        position = file.Length;
        return false;
    }

    private static bool TryReadSegment(ReadOnlySpan<byte> file, ref int position, out ReadOnlySpan<byte> segment)
    {
        segment = default;
        if (file.Length - position < 2) return false;
        var length = BinaryPrimitives.ReadUInt16BigEndian(file[position..]);
        if (length < 2 || length > file.Length - position) return false;
        segment = file.Slice(position + 2, length - 2);
        position += length;
        return true;
    }

    // Within a scan the marker byte is followed by zero when it is data; restart markers belong to the scan.
    private static void SkipScan(ReadOnlySpan<byte> file, ref int position)
    {
        while (position < file.Length)
        {
            var next = file[position..].IndexOf(Marker);
            if (next < 0 || position + next + 1 >= file.Length)
            {
                position = file.Length;
                return;
            }
            position += next;
            if (file[position + 1] is not (0x00 or (>= 0xD0 and <= 0xD7))) return;
            position += 2;
        }
    }

    private static bool StandsAlone(byte marker) => marker is 0x01 or (>= 0xD0 and <= StartOfImage);

    // C4, C8 and CC, amid the others, are tables and a reserved name.
    private static bool IsStartOfFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);
}
