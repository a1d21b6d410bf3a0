using Athanor.Datasets.Loading.Ordering;
using Athanor.Foundation.Problems;
using FsCheck;
using FsCheck.Fluent;

namespace Athanor.Datasets.Loading;

public sealed class SampleOrderTests
{
    private static readonly Gen<Shuffle> Shuffles = Gen.OneOf(
        Gen.Elements(Shuffle.None, Shuffle.Full, Shuffle.Default),
        Gen.Choose(1, 9).Two().Select(sizes => new Shuffle(sizes.Item1, sizes.Item2)));

    private static readonly Gen<(SampleOrder Order, long Epoch)> Orders =
        from samples in Gen.Choose(1, 500)
        from seed in Gen.Choose(0, int.MaxValue)
        from shuffle in Shuffles
        from epoch in Gen.Choose(0, 3)
        select (new SampleOrder(samples, (ulong)seed, shuffle), (long)epoch);

    [Fact]
    public void Every_epoch_holds_every_sample_once_and_knows_where() => Prop.ForAll(Orders.ToArbitrary(), drawn =>
    {
        var (order, epoch) = drawn;
        var samples = Range(order.Samples).Select(index => order.At(epoch, index)).ToList();

        Assert.Equal(Range(order.Samples), samples.Order());
        Assert.Equal(Range(order.Samples), samples.Select(sample => order.IndexOf(epoch, sample)));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Seeds_and_epochs_make_orders_of_their_own()
    {
        static IEnumerable<long> Drawn(ulong seed, long epoch) => Range(1000).Select(index => new SampleOrder(1000, seed, Shuffle.Default).At(epoch, index));

        long[][] orders = [[.. Drawn(1, 0)], [.. Drawn(1, 1)], [.. Drawn(2, 0)], [.. Drawn(0, 1)], [.. Range(1000)]];

        foreach (var (left, right) in orders.SelectMany((left, at) => orders.Skip(at + 1).Select(right => (left, right))))
            Assert.InRange(left.Zip(right).Count(pair => pair.First == pair.Second), 0, 15);
    }

    // Who resumes a run after an update of the program goes on in the order that it began.
    [Fact]
    public void The_order_is_the_same_in_every_version_of_the_program()
    {
        Assert.Equal("1 8 10 4 6 5 9 2 11 3 0 7", Drawn(Shuffle.Full));
        Assert.Equal("8 4 6 5 3 7 1 10 9 2 11 0", Drawn(new(3, 2)));

        static string Drawn(Shuffle shuffle) => string.Join(' ', Range(12).Select(index => new SampleOrder(12, 42, shuffle).At(3, index)));
    }

    [Fact]
    public void Every_sample_comes_at_every_place_equally_often()
    {
        foreach (var samples in (int[])[2, 3, 5, 8, 13])
        {
            var seen = new int[samples, samples];
            const int Seeds = 20_000;
            for (var seed = 0UL; seed < Seeds; seed++)
            {
                var order = new SampleOrder(samples, seed, Shuffle.Full);
                for (var index = 0; index < samples; index++) seen[index, order.At(0, index)]++;
            }

            // Six standard deviations: a place in ten thousand would be found further off by chance in none of a million runs.
            var (mean, spread) = ((double)Seeds / samples, 6 * Math.Sqrt((double)Seeds / samples * (1 - (1.0 / samples))));
            Assert.All(seen.Cast<int>(), count => Assert.InRange(count, mean - spread, mean + spread));
        }
    }

    [Fact]
    public void Every_order_of_a_few_samples_is_drawn_about_as_often_as_any_other()
    {
        const int Seeds = 60_000;
        var drawn = Enumerable.Range(0, Seeds)
            .CountBy(seed => string.Join("", Range(5).Select(index => new SampleOrder(5, (ulong)seed, Shuffle.Full).At(0, index))))
            .ToDictionary();

        Assert.Equal(120, drawn.Count);
        Assert.All(drawn.Values, count => Assert.InRange(count, 350, 650));
    }

    [Fact]
    public void A_window_touches_no_more_blocks_than_it_is_wide_and_one()
    {
        var order = new SampleOrder(10_007, 7, new Shuffle(64, 16));

        for (var start = 0; start < 10_007; start += 1024)
        {
            var blocks = Range(Math.Min(1024, 10_007 - start)).Select(index => order.At(0, start + index) / 64).Distinct().Count();
            Assert.InRange(blocks, 1, 17);
        }
    }

    [Fact]
    public void Billions_of_samples_take_no_memory()
    {
        var order = new SampleOrder(3_000_000_000_000, 1, Shuffle.Default);

        foreach (var index in (long[])[0, 1, 1_500_000_000_000, 2_999_999_999_999]) Assert.Equal(index, order.IndexOf(5, order.At(5, index)));
    }

    [Fact]
    public void There_is_no_order_of_nothing_and_no_block_of_nothing()
    {
        Assert.Equal("datasets/no-samples", Assert.Throws<ProblemException>(() => new SampleOrder(0, 1, Shuffle.Default)).Problem.Code);
        Assert.Equal("datasets/bad-shuffle", Assert.Throws<ProblemException>(() => new SampleOrder(1, 1, new Shuffle(0, 4))).Problem.Code);
        Assert.Equal("datasets/bad-shuffle", Assert.Throws<ProblemException>(() => new SampleOrder(1, 1, new Shuffle(4, -1))).Problem.Code);
    }

    private static IEnumerable<long> Range(long count) => Enumerable.Range(0, (int)count).Select(number => (long)number);
}
