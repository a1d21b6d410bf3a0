using System.Text.Json;

namespace Athanor.Foundation.Units;

public sealed class MoneyTests
{
    private static readonly Money Price = new(0.10m, "EUR");

    [Fact]
    public void Ten_times_ten_cents_are_a_euro_to_the_last_digit() => Assert.Equal(new Money(1.00m, "EUR"), Enumerable.Repeat(Price, 10).Aggregate(Money.Zero("EUR"), (sum, each) => sum + each));

    [Fact]
    public void An_hour_and_a_half_costs_one_and_a_half_times_the_price() => Assert.Equal(new Money(0.15m, "EUR"), Price * 1.5m);

    [Fact]
    public void Different_currencies_have_no_sum_and_no_order()
    {
        Assert.Throws<InvalidOperationException>(() => Price + new Money(1, "USD"));
        Assert.Throws<InvalidOperationException>(() => Price < new Money(1, "USD"));
    }

    [Fact]
    public void It_says_its_currency_to_people_and_its_amount_to_programs()
    {
        Assert.Equal("0.10 EUR", Price.ToString());
        Assert.Equal("0.10", JsonSerializer.Serialize(Price));
    }
}
