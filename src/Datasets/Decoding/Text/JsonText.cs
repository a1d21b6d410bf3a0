using System.Buffers;
using System.Text.Json;

namespace Athanor.Datasets.Decoding.Text;

/// <summary>JSON documents (RFC 8259), whole or too large to hold: a document is read token by token, and only a token must fit into memory.</summary>
public static class JsonText
{
    private const int BlockLength = 64 << 10;
    private const int LongestToken = 16 << 20;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = 64 };

    public static Decoded<JsonDocument> Decode(ReadOnlyMemory<byte> file)
    {
        try
        {
            return Decoded.Of(JsonDocument.Parse(file, new JsonDocumentOptions { MaxDepth = Options.MaxDepth }));
        }
        catch (JsonException error)
        {
            return Decoded.Failed<JsonDocument>(Words(error));
        }
    }

    /// <summary>What is wrong with a document of any length, if something is.</summary>
    public static async ValueTask<string?> InspectAsync(Stream content, CancellationToken cancellation)
    {
        var block = ArrayPool<byte>.Shared.Rent(BlockLength);
        try
        {
            var state = new JsonReaderState(Options);
            for (var held = 0; ;)
            {
                if (held == block.Length && !TryGrow(ref block)) return $"a value of it is longer than {LongestToken} bytes";
                var read = await content.ReadAsync(block.AsMemory(held), cancellation);
                held += read;
                var used = Read(block.AsSpan(0, held), isLast: read == 0, ref state);
                if (read == 0) return null;
                block.AsSpan(used, held - used).CopyTo(block);
                held -= used;
            }
        }
        catch (JsonException error)
        {
            return Words(error);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    /// <summary>Why one value that is whole is no JSON, if it is none.</summary>
    internal static string? FaultOf(ReadOnlySpan<byte> value)
    {
        try
        {
            var state = new JsonReaderState(Options);
            _ = Read(value, isLast: true, ref state);
            return null;
        }
        catch (JsonException error)
        {
            return Reason(error);
        }
    }

    private static int Read(ReadOnlySpan<byte> bytes, bool isLast, ref JsonReaderState state)
    {
        var reader = new Utf8JsonReader(bytes, isLast, state);
        while (reader.Read())
        {
        }
        state = reader.CurrentState;
        return (int)reader.BytesConsumed;
    }

    private static bool TryGrow(ref byte[] block)
    {
        if (block.Length >= LongestToken) return false;
        var larger = ArrayPool<byte>.Shared.Rent(block.Length * 2);
        block.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(block);
        block = larger;
        return true;
    }

    private static string Words(JsonException error) => $"line {error.LineNumber + 1} is no JSON: {Reason(error)}";

    // The framework's messages end with the position, counted from zero.
    private static string Reason(JsonException error)
    {
        var end = error.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? error.Message : error.Message[..end];
    }
}
