using System.Buffers;
using System.IO.Pipelines;
using Athanor.Objects.Blobs;

namespace Athanor.Conformance.Blobs;

/// <summary>Content for tests, and the short ways to put it into a store and to get it out.</summary>
internal static class BlobContent
{
    public static byte[] Random(int length, int seed = 1)
    {
        var bytes = new byte[length];
        new Random(seed + length).NextBytes(bytes);
        return bytes;
    }

    /// <summary>A body that comes in pieces of uneven sizes, as a network delivers it.</summary>
    public static PipeReader InPieces(byte[] content)
    {
        BodySegment? first = null, last = null;
        for (int begin = 0, size = 1; begin < content.Length; begin += size, size = Math.Min(size * 3, 60_000))
        {
            var piece = content.AsMemory(begin, Math.Min(size, content.Length - begin));
            last = last is null ? first = new BodySegment(piece) : last.Append(piece);
        }
        return PipeReader.Create(first is null ? ReadOnlySequence<byte>.Empty : new(first, 0, last!, last!.Memory.Length));
    }

    public static async Task<PendingBlob> HoldAsync(this IBlobStore store, byte[] content, CancellationToken cancellation, bool isLengthKnown = true) =>
        await store.WriteAsync(InPieces(content), isLengthKnown ? content.Length : null, cancellation);

    public static async Task<BlobReference> AddAsync(this IBlobStore store, byte[] content, CancellationToken cancellation, bool isLengthKnown = true)
    {
        using var pending = await store.HoldAsync(content, cancellation, isLengthKnown);
        return pending.Reference;
    }

    public static Task<byte[]> ReadAsync(this IBlobStore store, BlobReference blob, CancellationToken cancellation) => store.ReadAsync(blob, 0, blob.Length, cancellation);

    public static async Task<byte[]> ReadAsync(this IBlobStore store, BlobReference blob, long offset, long length, CancellationToken cancellation)
    {
        using var target = new MemoryStream();
        var writer = PipeWriter.Create(target, new StreamPipeWriterOptions(leaveOpen: true));
        await store.CopyToAsync(blob, offset, length, writer, cancellation);
        await writer.CompleteAsync();
        return target.ToArray();
    }

    public static async Task<List<BlobReference>> AllAsync(this IBlobStore store, CancellationToken cancellation)
    {
        var blobs = new List<BlobReference>();
        await foreach (var blob in store.ListAsync(cancellation)) blobs.Add(blob);
        return blobs;
    }

    private sealed class BodySegment : ReadOnlySequenceSegment<byte>
    {
        public BodySegment(ReadOnlyMemory<byte> memory) => Memory = memory;

        public BodySegment Append(ReadOnlyMemory<byte> memory)
        {
            var next = new BodySegment(memory) { RunningIndex = RunningIndex + Memory.Length };
            Next = next;
            return next;
        }
    }
}
