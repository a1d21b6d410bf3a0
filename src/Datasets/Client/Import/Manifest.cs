using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Athanor.Datasets.Client.Sources;
using Athanor.Datasets.Trees;
using Athanor.Foundation.Problems;

namespace Athanor.Datasets.Client.Import;

/// <summary>Reads a branch's list of files as it arrives, without making texts of it.</summary>
internal static class Manifest
{
    private const int LongestLine = 16 << 10;

    public delegate void Take(ReadOnlySpan<byte> path, long size, in Digest digest);

    public static async Task ReadAsync(Stream stream, string prefix, Take take, CancellationToken cancellation)
    {
        var start = Encoding.UTF8.GetBytes(prefix);
        var reader = PipeReader.Create(stream, new(bufferSize: 64 << 10));
        while (true)
        {
            var read = await reader.ReadAsync(cancellation);
            var rest = TakeLines(read.Buffer, start, take);
            reader.AdvanceTo(rest.Start, rest.End);
            if (read.IsCompleted && rest.IsEmpty) break;
            if (read.IsCompleted || rest.Length > LongestLine) throw new ProblemException(ImportProblems.BadManifest);
        }
        await reader.CompleteAsync();
    }

    private static ReadOnlySequence<byte> TakeLines(ReadOnlySequence<byte> buffer, byte[] prefix, Take take)
    {
        while (buffer.PositionOf((byte)'\n') is { } end)
        {
            TakeLine(buffer.Slice(0, end), prefix, take);
            buffer = buffer.Slice(buffer.GetPosition(1, end));
        }
        return buffer;
    }

    private static void TakeLine(ReadOnlySequence<byte> line, byte[] prefix, Take take)
    {
        Span<byte> path = stackalloc byte[ListedFile.LongestPath];
        var (pathLength, size, digest, hasDigest) = (0, 0L, default(Digest), false);
        try
        {
            var json = new Utf8JsonReader(line);
            while (json.Read())
            {
                if (json.TokenType != JsonTokenType.PropertyName) continue;
                var isPath = json.ValueTextEquals("path"u8);
                var isSize = json.ValueTextEquals("size"u8);
                var isDigest = json.ValueTextEquals("digest"u8);
                json.Read();
                if (isPath) pathLength = json.CopyString(path);
                else if (isSize) size = json.GetInt64();
                else if (isDigest) hasDigest = TryRead(json.HasValueSequence ? json.ValueSequence.ToArray() : json.ValueSpan, out digest);
                else json.Skip();
            }
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new ProblemException(ImportProblems.BadManifest, failure);
        }
        path = path[..pathLength];
        if (pathLength <= prefix.Length || !path.StartsWith(prefix) || !hasDigest) throw new ProblemException(ImportProblems.BadManifest);
        take(path[prefix.Length..], size, digest);
    }

    private static bool TryRead(ReadOnlySpan<byte> hexadecimal, out Digest digest)
    {
        Span<byte> bytes = stackalloc byte[Digest.Size];
        var isWhole = hexadecimal.Length == 2 * Digest.Size && Convert.FromHexString(hexadecimal, bytes, out _, out _) == OperationStatus.Done;
        digest = Digest.Read(bytes);
        return isWhole;
    }
}
