using System.IO.Pipelines;
using Athanor.Objects.Blobs;

namespace Athanor.Conformance.Blobs;

public abstract partial class BlobStoreConformance
{
    [Theory, MemberData(nameof(Lengths))]
    public async Task What_was_written_is_read_back_whatever_its_length(int length)
    {
        var content = BlobContent.Random(length);

        var known = await Store.AddAsync(content, Cancellation);
        var unknown = await Store.AddAsync(content, Cancellation, isLengthKnown: false);
        await ReopenAsync();

        Assert.Equal((length, length), (known.Length, unknown.Length));
        Assert.Equal(content, await Store.ReadAsync(known, Cancellation));
        Assert.Equal(content, await Store.ReadAsync(unknown, Cancellation));
        Assert.Null(await Store.VerifyAsync(known, Cancellation));
    }

    [Theory, MemberData(nameof(Lengths))]
    public async Task A_range_is_those_bytes_and_no_others(int length)
    {
        var content = BlobContent.Random(length);
        var blob = await Store.AddAsync(content, Cancellation);
        int[] places = [0, 1, Block - 1, Block, Block + 1, length / 2, length - Block, length - 1, length];

        foreach (var begin in places.Where(place => place >= 0 && place <= length).Distinct())
        {
            foreach (var end in places.Where(place => place >= begin && place <= length).Distinct())
            {
                var read = await Store.ReadAsync(blob, begin, end - begin, Cancellation);
                Assert.True(read.AsSpan().SequenceEqual(content.AsSpan(begin..end)), $"{begin}..{end} of {length}");
            }
        }
    }

    [Fact]
    public async Task A_range_outside_of_the_blob_is_refused()
    {
        var blob = await Store.AddAsync(new byte[100], Cancellation);

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Store.ReadAsync(blob, 1, 100, Cancellation));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Store.ReadAsync(blob, -1, 1, Cancellation));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Store.ReadAsync(blob, 0, -1, Cancellation));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Store.ReadAsync(blob, long.MaxValue, long.MaxValue, Cancellation));
    }

    [Theory, InlineData("f:01jd0000000000000000000000:200000"), InlineData("s:01jd0000000000000000000000:32:100"), InlineData("f:x:0")]
    public async Task A_blob_that_is_not_there_is_missing_and_gives_no_byte(string reference)
    {
        var blob = BlobReference.Parse(reference);

        await Assert.ThrowsAsync<MissingBlobException>(() => Store.ReadAsync(blob, Cancellation));
        Assert.NotNull(await Store.VerifyAsync(blob, Cancellation));
    }

    [Fact]
    public async Task A_slow_reader_holds_the_store_back_and_no_memory_fills()
    {
        var content = BlobContent.Random(4 << 20);
        var blob = await Store.AddAsync(content, Cancellation);
        var pipe = new Pipe(new(pauseWriterThreshold: 1 << 20, resumeWriterThreshold: 1 << 19));

        var copy = Store.CopyToAsync(blob, 0, blob.Length, pipe.Writer, Cancellation);
        var first = await pipe.Reader.ReadAtLeastAsync(1 << 20, Cancellation);
        Assert.False(copy.IsCompleted);
        Assert.InRange(first.Buffer.Length, 1 << 20, 2 << 20);
        pipe.Reader.AdvanceTo(first.Buffer.Start);
        var rest = ReadToEndAsync(pipe.Reader);
        await copy;
        await pipe.Writer.CompleteAsync();

        Assert.Equal(content, await rest);
    }

    [Fact]
    public async Task A_reader_who_left_ends_the_copy()
    {
        var blob = await Store.AddAsync(BlobContent.Random(4 << 20), Cancellation);
        var pipe = new Pipe();
        await pipe.Reader.CompleteAsync();

        await Store.CopyToAsync(blob, 0, blob.Length, pipe.Writer, Cancellation);
    }

    [Fact]
    public async Task A_cancelled_copy_stops()
    {
        var blob = await Store.AddAsync(BlobContent.Random(4 << 20), Cancellation);
        using var cancelled = new CancellationTokenSource();
        var pipe = new Pipe();

        var copy = Store.CopyToAsync(blob, 0, blob.Length, pipe.Writer, cancelled.Token);
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => copy);
    }

    private static async Task<byte[]> ReadToEndAsync(PipeReader reader)
    {
        using var target = new MemoryStream();
        await reader.CopyToAsync(target, Cancellation);
        return target.ToArray();
    }
}
