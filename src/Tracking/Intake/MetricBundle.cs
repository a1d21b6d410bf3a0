using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Athanor.Tracking.Model;
using Athanor.Tracking.Series;

namespace Athanor.Tracking.Intake;

/// <summary>
/// The metrics of one batch as bytes. After the version, for each key in turn: its length and its letters in UTF-8, then the length of a block of its points and that block;
/// lengths are 32 bits, little-endian. A key with more points than a block takes is there again.
/// </summary>
internal static class MetricBundle
{
    private const byte Version = 1;

    public static byte[] Write(IReadOnlyList<LoggedMetric> metrics)
    {
        var bytes = new ArrayBufferWriter<byte>(64 + (metrics.Count * 32));
        bytes.Write([Version]);
        foreach (var points in metrics.GroupBy(metric => metric.Key, metric => metric.Point, StringComparer.Ordinal))
        {
            var key = Encoding.UTF8.GetBytes(points.Key);
            foreach (var block in points.Chunk(MetricBlock.MaximumPoints))
            {
                WritePart(bytes, key);
                WritePart(bytes, MetricBlock.Write(block));
            }
        }
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Null where the bytes are no bundle.</summary>
    public static List<LoggedMetric>? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes is not [Version, .. var rest]) return null;
        var metrics = new List<LoggedMetric>();
        while (!rest.IsEmpty)
        {
            if (!ReadPart(ref rest, out var key) || !ReadPart(ref rest, out var block) || MetricBlock.Read(block) is not { } points) return null;
            var name = Encoding.UTF8.GetString(key);
            foreach (var point in points) metrics.Add(new(name, point));
        }
        return metrics;
    }

    private static void WritePart(ArrayBufferWriter<byte> bytes, byte[] part)
    {
        BinaryPrimitives.WriteInt32LittleEndian(bytes.GetSpan(sizeof(int)), part.Length);
        bytes.Advance(sizeof(int));
        bytes.Write(part);
    }

    private static bool ReadPart(ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> part)
    {
        part = default;
        if (bytes.Length < sizeof(int) || BinaryPrimitives.ReadInt32LittleEndian(bytes) is var length && (uint)length > (uint)(bytes.Length - sizeof(int))) return false;
        part = bytes.Slice(sizeof(int), length);
        bytes = bytes[(sizeof(int) + length)..];
        return true;
    }
}
