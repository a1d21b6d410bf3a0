using Athanor.Compute.Tensors;
using Athanor.Foundation.Problems;
using Athanor.Training.Loop;

namespace Athanor.Training.Tests.Loop;

public sealed class SentinelTests
{
    [Theory]
    [InlineData(new ulong[] { 1, 1, 1 }, new int[0])]
    [InlineData(new ulong[] { 1, 2, 1 }, new[] { 1 })]
    [InlineData(new ulong[] { 1, 2, 1, 3 }, new[] { 1, 3 })]
    [InlineData(new ulong[] { 1, 2 }, new[] { 0, 1 })]
    public void Who_differs_from_the_majority_is_the_odd_one(ulong[] hashes, int[] expected) => Assert.Equal(expected, Sentinel.OddOnes(hashes));

    [Fact]
    public void A_worker_that_holds_something_else_stops_all_and_is_named()
    {
        var words = Gang.Run(3, workers =>
        {
            var sentinel = new Sentinel(workers);
            sentinel.Compare(10, 7);
            return Assert.Throws<ProblemException>(() => sentinel.Compare(20, workers.Rank == 1 ? 8UL : 7)).Problem.Detail;
        });

        Assert.All(words, each => Assert.Contains("After step 20 rank 1 holds other parameters", each, StringComparison.Ordinal));
    }

    [Theory, InlineData(1), InlineData(2), InlineData(15), InlineData(16), InlineData(17), InlineData(1001)]
    public void Every_bit_counts(int length)
    {
        using var values = Tensor.Zeros(length);
        var random = new Random(length);
        foreach (ref var value in values.Span) value = random.NextSingle();
        var before = StateHash.Of(values);
        Assert.Equal(before, StateHash.Of(values));

        for (var index = 0; index < length; index++)
        {
            var kept = values.Span[index];
            values.Span[index] = BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(kept) ^ (1 << (index % 32)));
            Assert.NotEqual(before, StateHash.Of(values));
            values.Span[index] = kept;
        }
    }
}
