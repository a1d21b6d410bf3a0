namespace Athanor.Accounting.Reckoning;

public sealed class CarriedRoundingTests
{
    [Fact]
    public void Three_thirds_are_one()
    {
        var column = new CarriedRounding(3);

        decimal[] thirds = [column.Next(1), column.Next(1), column.Next(1)];

        Assert.Equal([0.333333333m, 0.333333334m, 0.333333333m], thirds);
    }

    [Fact]
    public void Much_too_little_to_be_written_comes_out_in_the_end()
    {
        var column = new CarriedRounding(100_000_000_000);

        Assert.Equal(0.000000001m, Enumerable.Repeat(1, 100).Sum(each => column.Next(each)));
    }
}
