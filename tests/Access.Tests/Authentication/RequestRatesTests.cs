using Athanor.Conformance;

namespace Athanor.Access.Authentication;

public sealed class RequestRatesTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public void Without_a_limit_nobody_waits()
    {
        var rates = new RequestRates(new AccessOptions(), _clock);

        Assert.All(Enumerable.Range(0, 1000), _ => Assert.Equal(TimeSpan.Zero, rates.Take(KeyWith(limit: 0))));
    }

    [Fact]
    public void A_burst_of_two_seconds_is_allowed_and_then_the_rate_holds()
    {
        var rates = new RequestRates(new AccessOptions { RequestsPerSecond = 10 }, _clock);
        var key = KeyWith(limit: 0);

        var burst = Enumerable.Range(0, 30).Count(_ => rates.Take(key) == TimeSpan.Zero);
        var wait = rates.Take(key);
        _clock.Advance(TimeSpan.FromSeconds(1));
        var later = Enumerable.Range(0, 30).Count(_ => rates.Take(key) == TimeSpan.Zero);

        Assert.Equal((20, 10), (burst, later));
        Assert.Equal(TimeSpan.FromSeconds(0.1), wait);
    }

    [Fact]
    public void The_limit_of_a_key_stands_before_that_of_the_server()
    {
        var rates = new RequestRates(new AccessOptions { RequestsPerSecond = 1000 }, _clock);

        Assert.Equal(2, Enumerable.Range(0, 30).Count(_ => rates.Take(KeyWith(limit: 1)) == TimeSpan.Zero));
    }

    [Fact]
    public void One_key_does_not_use_up_the_requests_of_another()
    {
        var rates = new RequestRates(new AccessOptions { RequestsPerSecond = 1 }, _clock);
        while (rates.Take(KeyWith(limit: 0)) == TimeSpan.Zero)
        {
        }

        Assert.Equal(TimeSpan.Zero, rates.Take(KeyWith(limit: 0) with { Id = "other" }));
    }

    [Fact]
    public void Being_idle_saves_up_no_more_than_a_burst()
    {
        var rates = new RequestRates(new AccessOptions { RequestsPerSecond = 5 }, _clock);
        rates.Take(KeyWith(limit: 0));
        _clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(10, Enumerable.Range(0, 30).Count(_ => rates.Take(KeyWith(limit: 0)) == TimeSpan.Zero));
    }

    private static AccessKey KeyWith(int limit) => new("key", "ada", "", limit, DateTimeOffset.UnixEpoch, null, null, null);
}
