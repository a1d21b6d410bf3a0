using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Athanor.Datasets.Decoding.Text;

/// <summary>A JSON value per line; lines without one are passed over.</summary>
public static class JsonLines
{
    private const int LongestLine = 16 << 20;

    /// <summary>What is wrong with the first line that is wrong, if there is one.</summary>
    public static async ValueTask<string?> InspectAsync(Stream content, CancellationToken cancellation)
    {
        await foreach (var (number, line) in ReadAsync(content, cancellation))
        {
            if (line.Length > LongestLine) return $"line {number} is longer than {LongestLine} bytes";
            if (JsonText.FaultOf(line.Span) is { } fault) return $"line {number} is no JSON: {fault}";
        }
        return null;
    }

    /// <summary>Each line with its number. One that is too long is the last, and comes cut after the longest length and a byte.</summary>
    public static async IAsyncEnumerable<(long Number, ReadOnlyMemory<byte> Line)> ReadAsync(Stream content, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var reader = PipeReader.Create(content, new StreamPipeReaderOptions(leaveOpen: true));
        for (var number = 1L; ;)
        {
            var result = await reader.ReadAsync(cancellation);
            var rest = result.Buffer;
            while (rest.PositionOf((byte)'\n') is { } end)
            {
                if (ToLine(rest.Slice(0, end)) is { Length: > 0 } line) yield return (number, line);
                rest = rest.Slice(rest.GetPosition(1, end));
                number++;
            }
            if (result.IsCompleted || rest.Length > LongestLine)
            {
                if (ToLine(rest) is { Length: > 0 } line) yield return (number, line);
                break;
            }
            reader.AdvanceTo(rest.Start, rest.End);
        }
        await reader.CompleteAsync();
    }

    private static ReadOnlyMemory<byte> ToLine(ReadOnlySequence<byte> bytes)
    {
        if (bytes.Length > LongestLine) bytes = bytes.Slice(0, LongestLine + 1);
        var line = bytes.ToArray().AsMemory();
        return line.Span.Trim(" \t\r"u8).IsEmpty ? default(ReadOnlyMemory<byte>) : line;
    }
}
