namespace Athanor.Foundation.Units;

public sealed class EnergyTests
{
    [Fact]
    public void A_kilowatt_for_an_hour_is_a_kilowatt_hour() => Assert.Equal(1m, (new Watts(1000) * TimeSpan.FromHours(1)).KilowattHours);

    [Fact]
    public void Energy_over_a_time_is_power() => Assert.Equal(new Watts(1000), Joules.FromKilowattHours(2) / TimeSpan.FromHours(2));

    [Fact]
    public void Energy_and_power_add_up()
    {
        Assert.Equal(new Joules(5), new Joules(7) - new Joules(4) + new Joules(2));
        Assert.Equal(new Watts(700), (new Watts(300) + new Watts(50)) * 2);
    }

    [Theory, InlineData(12.34, "12.3 J"), InlineData(1.8e6, "0.5 kWh"), InlineData(7.2e6, "2 kWh")]
    public void Energy_is_written_in_the_unit_that_people_pay_for(double joules, string text) => Assert.Equal(text, new Joules(joules).ToString());
}
