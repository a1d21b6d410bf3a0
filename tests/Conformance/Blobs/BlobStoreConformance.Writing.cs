using System.IO.Pipelines;
using Athanor.Foundation.Problems;

namespace Athanor.Conformance.Blobs;

public abstract partial class BlobStoreConformance
{
    [Theory, InlineData(10, 11), InlineData(0, 1), InlineData(Packed, Packed + 1), InlineData(Packed - 1, 5 * Packed), InlineData(Packed + 1, Packed + 2), InlineData(1 << 20, (1 << 20) + 1)]
    public async Task A_body_longer_than_announced_is_refused_and_leaves_nothing(int announced, int sent)
    {
        var refused = await Assert.ThrowsAsync<ProblemException>(() => Store.WriteAsync(BlobContent.InPieces(new byte[sent]), announced, Cancellation));

        Assert.Equal(("objects/content-too-long", 400), (refused.Problem.Code, refused.Problem.Status));
        await AssertEmptyAsync();
    }

    [Theory, InlineData(1, 0), InlineData(11, 10), InlineData(Packed + 1, Packed), InlineData(Packed + 1, 0), InlineData((1 << 20) + 1, 1 << 20), InlineData(3 << 20, 1 << 20)]
    public async Task A_body_shorter_than_announced_is_refused_and_leaves_nothing(int announced, int sent)
    {
        var refused = await Assert.ThrowsAsync<ProblemException>(() => Store.WriteAsync(BlobContent.InPieces(new byte[sent]), announced, Cancellation));

        Assert.Equal(("objects/content-too-short", 400), (refused.Problem.Code, refused.Problem.Status));
        await AssertEmptyAsync();
    }

    [Theory, InlineData(100, 10), InlineData(null, 10), InlineData(5 << 20, 3 << 20), InlineData(null, 3 << 20)]
    public async Task A_body_that_fails_leaves_nothing_and_its_own_failure_is_heard(int? announced, int sent)
    {
        var pipe = new Pipe(new(pauseWriterThreshold: 0));
        await pipe.Writer.WriteAsync(new byte[sent], Cancellation);
        await pipe.Writer.CompleteAsync(new InvalidTimeZoneException("the line is cut"));

        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => Store.WriteAsync(pipe.Reader, announced, Cancellation));

        await AssertEmptyAsync();
    }

    [Theory, InlineData(100, 10), InlineData(null, 10), InlineData(5 << 20, 3 << 20), InlineData(null, 3 << 20)]
    public async Task A_cancelled_write_leaves_nothing(int? announced, int sent)
    {
        using var cancelled = new CancellationTokenSource();
        var pipe = new Pipe(new(pauseWriterThreshold: 0));
        await pipe.Writer.WriteAsync(new byte[sent], Cancellation);

        var write = Store.WriteAsync(pipe.Reader, announced, cancelled.Token);
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => write);
        await AssertEmptyAsync();
    }

    [Fact]
    public async Task Blobs_written_at_once_do_not_touch_each_other()
    {
        var contents = Enumerable.Range(0, 300).Select(index => BlobContent.Random(index % 7 == 0 ? Packed + (index * 100) : index * 50, seed: index)).ToList();

        var blobs = await Task.WhenAll(contents.Select(content => Task.Run(() => Store.AddAsync(content, Cancellation))));

        Assert.Equal(blobs.Length, blobs.Distinct().Count());
        foreach (var (content, blob) in contents.Zip(blobs)) Assert.Equal(content, await Store.ReadAsync(blob, Cancellation));
    }

    [Fact]
    public async Task The_same_content_twice_is_two_blobs()
    {
        var content = BlobContent.Random(5000);

        var first = await Store.AddAsync(content, Cancellation);
        var second = await Store.AddAsync(content, Cancellation);
        await Store.DeleteAsync([first], Cancellation);

        Assert.NotEqual(first, second);
        Assert.Equal(content, await Store.ReadAsync(second, Cancellation));
    }
}
