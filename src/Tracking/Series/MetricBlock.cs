using System.Buffers.Binary;
using System.Numerics;
using Athanor.Tracking.Model;

namespace Athanor.Tracking.Series;

/// <summary>
/// Points as bytes: steps and times by how much their distance changed, values by the bytes in which they differ from the one before.
/// After the version, a point is two varints, then 0 for the same value or (empty low bytes &lt;&lt; 4 | kept bytes) and those bytes.
/// </summary>
internal static class MetricBlock
{
    /// <summary>So few that rewriting the open block for one more point always costs the same little.</summary>
    public const int MaximumPoints = 128;

    private const byte Version = 1;
    private const int LongestPoint = 10 + 10 + 1 + 8;

    public static byte[] Write(IReadOnlyList<MetricPoint> points)
    {
        Span<byte> bytes = new byte[1 + (points.Count * LongestPoint)];
        bytes[0] = Version;
        var (length, before, stepDistance, timeDistance) = (1, default(MetricPoint), 0L, 0L);
        foreach (var point in points)
        {
            // Differences wrap around, and so do the sums that undo them.
            var (step, time) = unchecked((point.Step - before.Step, point.Timestamp - before.Timestamp));
            length += WriteNumber(bytes[length..], unchecked(step - stepDistance));
            length += WriteNumber(bytes[length..], unchecked(time - timeDistance));
            length += WriteDifference(bytes[length..], BitsOf(point) ^ BitsOf(before));
            (before, stepDistance, timeDistance) = (point, step, time);
        }
        return bytes[..length].ToArray();
    }

    /// <summary>Null where the bytes are no block.</summary>
    public static List<MetricPoint>? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes is not [Version, .. var rest]) return null;
        var points = new List<MetricPoint>(MaximumPoints);
        var (before, stepDistance, timeDistance) = (default(MetricPoint), 0L, 0L);
        while (!rest.IsEmpty)
        {
            if (points.Count == MaximumPoints || !ReadNumber(ref rest, out var step) || !ReadNumber(ref rest, out var time) || !ReadDifference(ref rest, out var bits)) return null;
            stepDistance = unchecked(stepDistance + step);
            timeDistance = unchecked(timeDistance + time);
            before = new(unchecked(before.Step + stepDistance), unchecked(before.Timestamp + timeDistance), BitConverter.UInt64BitsToDouble(BitsOf(before) ^ bits));
            points.Add(before);
        }
        return points;
    }

    private static ulong BitsOf(MetricPoint point) => BitConverter.DoubleToUInt64Bits(point.Value);

    private static int WriteNumber(Span<byte> bytes, long number)
    {
        var (rest, length) = ((ulong)((number << 1) ^ (number >> 63)), 0);
        for (; rest >= 0x80; rest >>= 7) bytes[length++] = (byte)(rest | 0x80);
        bytes[length++] = (byte)rest;
        return length;
    }

    private static bool ReadNumber(ref ReadOnlySpan<byte> bytes, out long number)
    {
        var value = 0UL;
        for (var index = 0; index < Math.Min(10, bytes.Length); index++)
        {
            value |= (ulong)(bytes[index] & 0x7f) << (7 * index);
            if (bytes[index] >= 0x80) continue;
            number = (long)(value >> 1) ^ -(long)(value & 1);
            bytes = bytes[(index + 1)..];
            return true;
        }
        number = 0;
        return false;
    }

    private static int WriteDifference(Span<byte> bytes, ulong difference)
    {
        if (difference == 0)
        {
            bytes[0] = 0;
            return 1;
        }
        var empty = BitOperations.TrailingZeroCount(difference) / 8;
        var kept = 8 - (BitOperations.LeadingZeroCount(difference) / 8) - empty;
        bytes[0] = (byte)((empty << 4) | kept);
        Span<byte> whole = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(whole, difference);
        whole.Slice(empty, kept).CopyTo(bytes[1..]);
        return 1 + kept;
    }

    private static bool ReadDifference(ref ReadOnlySpan<byte> bytes, out ulong difference)
    {
        difference = 0;
        if (bytes.IsEmpty) return false;
        var (empty, kept) = (bytes[0] >> 4, bytes[0] & 15);
        if (empty + kept > 8 || bytes.Length < 1 + kept) return false;

        Span<byte> whole = stackalloc byte[8];
        whole.Clear();
        bytes.Slice(1, kept).CopyTo(whole[empty..]);
        difference = BinaryPrimitives.ReadUInt64LittleEndian(whole);
        bytes = bytes[(1 + kept)..];
        return true;
    }
}
