using Athanor.Conformance.Blobs;

namespace Athanor.Objects.Blobs;

public sealed class ManyBlobsTests
{
    private const int Many = 100_000;
    private const int AtOnce = 500;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hundred_thousand_small_blobs_are_listed_and_verified()
    {
        await using var home = new LocalBlobHome { Options = new() { SegmentSize = new(8 << 20) } };
        var blobs = new List<BlobReference>();
        await using (var store = home.OpenLocal())
        {
            for (var begin = 0; begin < Many; begin += AtOnce)
            {
                blobs.AddRange(await Task.WhenAll(Enumerable.Range(begin, AtOnce).Select(index => store.AddAsync(BlobContent.Random(index % 600, seed: index), Cancellation))));
            }
        }

        await using var reopened = home.OpenLocal();
        var listed = await reopened.AllAsync(Cancellation);

        Assert.Equal(Many, listed.Count);
        Assert.True(listed.ToHashSet().SetEquals(blobs));
        foreach (var blob in listed) Assert.Null(await reopened.VerifyAsync(blob, Cancellation));
    }
}
