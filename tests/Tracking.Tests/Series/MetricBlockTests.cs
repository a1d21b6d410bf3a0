using Athanor.Tracking.Model;
using FsCheck;
using FsCheck.Fluent;

namespace Athanor.Tracking.Series;

public sealed class MetricBlockTests
{
    private static readonly Gen<long> Numbers = Gen.OneOf(Gen.Choose(-1000, 1000).Select(number => (long)number), Gen.Elements(0L, 1, long.MinValue, long.MaxValue, 1_700_000_000_000));

    private static readonly Gen<double> Values = Gen.OneOf(
        Gen.Choose(-1_000_000, 1_000_000).Select(number => number / 997.0),
        Gen.Elements(0, -0.0, 1, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, double.Epsilon, 0.1));

    private static readonly Gen<MetricPoint> Points =
        from step in Numbers
        from time in Numbers
        from value in Values
        select new MetricPoint(step, time, value);

    [Fact]
    public void What_is_written_is_read() => Prop
        .ForAll(Points.ListOf().Where(list => list.Count <= MetricBlock.MaximumPoints).ToArbitrary(), list => Assert.Equal(list.Select(Bits), MetricBlock.Read(MetricBlock.Write([.. list]))!.Select(Bits)))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void Any_bytes_are_read_or_refused()
    {
        Prop.ForAll(Gen.Choose(0, 255).Select(number => (byte)number).ArrayOf().ToArbitrary(), bytes => Assert.InRange(MetricBlock.Read([1, .. bytes])?.Count ?? 0, 0, MetricBlock.MaximumPoints))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(5000));

        Assert.Null(MetricBlock.Read([]));
        Assert.Null(MetricBlock.Read([2]));
        Assert.Null(MetricBlock.Read([1, 2, 2]));
        Assert.Null(MetricBlock.Read([1, 2, 2, 0x81]));
    }

    [Fact]
    public void A_regular_series_takes_few_bytes()
    {
        var points = Enumerable.Range(0, MetricBlock.MaximumPoints).Select(step => new MetricPoint(step, 1_700_000_000_000 + (step * 1000), 0.5)).ToList();

        Assert.InRange(MetricBlock.Write(points).Length, 0, MetricBlock.MaximumPoints * 4);
    }

    private static (long, long, long) Bits(MetricPoint point) => (point.Step, point.Timestamp, BitConverter.DoubleToInt64Bits(point.Value));
}
