using Athanor.Datasets.Loading.Ordering;
using Athanor.Foundation.Problems;
using FsCheck;
using FsCheck.Fluent;

namespace Athanor.Datasets.Loading;

public sealed class MixtureTests
{
    private static readonly Gen<long[]> Weights = Gen.Choose(1, 60).Select(weight => (long)weight).NonEmptyListOf().Select(weights => weights.Take(8).ToArray());

    [Fact]
    public void Each_dataset_is_less_than_one_sample_off_its_share_after_any_number_of_them() => Prop.ForAll(Weights.ToArbitrary(), weights =>
    {
        var (mixture, sum, served) = (new Mixture(weights), weights.Sum(), new long[weights.Length]);
        for (var index = 0L; index < 3 * sum; index++)
        {
            var (part, before) = mixture.At(index);
            Assert.Equal(served[part]++, before);
            Assert.Equal(index, mixture.IndexOf(part, before));
            for (var other = 0; other < weights.Length; other++)
            {
                Assert.True(Math.Abs((served[other] * sum) - (weights[other] * (index + 1))) < sum, $"Dataset {other} has {served[other]} of {index + 1}.");
                Assert.Equal(served[other], mixture.ServedBefore(other, index + 1));
            }
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(150));

    [Fact]
    public void A_dataset_that_is_used_up_begins_its_next_epoch()
    {
        SampleOrder small = new(3, 1, Shuffle.Full), large = new(1000, 1, Shuffle.Full);
        var sequence = new SampleSequence(new Mixture(1, 1), [small, large]);

        var ofSmall = Enumerable.Range(0, 18).Select(position => sequence.At(position)).Where(place => place.Part == 0).Select(place => place.Sample);

        Assert.Equal(Enumerable.Range(0, 9).Select(served => small.At(served / 3, served % 3)), ofSmall);
    }

    [Theory]
    [InlineData()]
    [InlineData(0L)]
    [InlineData(1L, -1L)]
    [InlineData(1L, 100_000L)]
    [InlineData(long.MaxValue, long.MaxValue - 1)]
    public void Weights_that_are_none_are_refused(params long[] weights) => Assert.Equal("datasets/bad-weights", Assert.Throws<ProblemException>(() => new Mixture(weights)).Problem.Code);

    [Fact]
    public void Weights_may_be_large_when_they_are_simple() => Assert.Equal([0, 1, 0], Enumerable.Range(0, 3).Select(index => new Mixture(2_000_000, 1_000_000).At(index).Part));
}
