using System.Runtime.CompilerServices;
using System.Text;

namespace Athanor.App.Verbs.Runs.Transport;

/// <summary>The lines of a stream, however long it is; null in place of a line that is longer than any should be.</summary>
internal static class BoundedLines
{
    public static async IAsyncEnumerable<string?> ReadAsync(Stream stream, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (block, line) = (new byte[64 << 10], new MemoryStream());
        for (int length; (length = await stream.ReadAsync(block, cancellation)) > 0;)
        {
            for (var start = 0; start < length;)
            {
                var end = Array.IndexOf(block, (byte)'\n', start, length - start);
                Keep(line, block.AsSpan(start, (end < 0 ? length : end) - start));
                if (end < 0) break;
                yield return Take(line);
                start = end + 1;
            }
        }
        if (line.Length > 0) yield return Take(line);
    }

    private static void Keep(MemoryStream line, ReadOnlySpan<byte> bytes) => line.Write(bytes[..(int)Math.Min(bytes.Length, Bounds.LongestLine + 1 - line.Length)]);

    private static string? Take(MemoryStream line)
    {
        var text = line.Length > Bounds.LongestLine ? null : Encoding.UTF8.GetString(line.GetBuffer(), 0, (int)line.Length);
        line.SetLength(0);
        return text;
    }
}
