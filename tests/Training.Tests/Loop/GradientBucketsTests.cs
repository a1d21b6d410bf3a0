using Athanor.Training.Loop;

namespace Athanor.Training.Tests.Loop;

public sealed class GradientBucketsTests
{
    [Theory, InlineData(16, 1, 64), InlineData(1600, 2, 64), InlineData(1600, 3, 100), InlineData(16, 4, 64), InlineData(100_000, 4, 1 << 12), InlineData(4096, 7, 1)]
    public void Each_element_is_updated_by_one_worker_or_by_all(long length, int workers, long bucket)
    {
        var buckets = new GradientBuckets(length / 16 * 16, workers, bucket);
        var owners = new int[length / 16 * 16];
        foreach (var rank in Enumerable.Range(0, workers))
            foreach (var stretch in buckets.OwnedBy(rank))
                for (var index = stretch.From; index < stretch.End; index++) owners[index]++;

        for (var index = 0; index < owners.Length; index++) Assert.Equal(index < buckets.Shared.Length ? workers : 1, owners[index]);
        Assert.True(buckets.Shared.Length < 16 * workers);
        Assert.Equal(owners.Length, buckets.Shared.Length + buckets.All.Sum(each => each.Length));
    }

    [Fact]
    public void They_are_complete_from_the_end_on()
    {
        var buckets = new GradientBuckets(1600, 2, 320).All;

        Assert.Equal(1600, buckets[0].End);
        Assert.All(buckets.Zip(buckets.Skip(1)), pair => Assert.Equal(pair.First.From, pair.Second.End));
        Assert.All(buckets, bucket => Assert.Equal(0, bucket.Length % 32));
    }
}
