using System.Net;
using Athanor.Conformance;

namespace Athanor.Access.Authentication;

public sealed class StrangerRatesTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public void An_address_may_send_a_burst_and_then_its_rate_and_does_not_use_up_that_of_another()
    {
        var rates = new StrangerRates(new AccessOptions { AnonymousRequestsPerSecond = 10 }, _clock);

        var burst = Count(rates, "192.0.2.1", 30);
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal((20, 10, 20), (burst, Count(rates, "192.0.2.1", 30), Count(rates, "192.0.2.2", 30)));
    }

    [Fact]
    public void A_network_of_the_sixth_version_counts_as_one_address()
    {
        var rates = new StrangerRates(new AccessOptions { AnonymousRequestsPerSecond = 1 }, _clock);

        Assert.Equal((2, 0, 2), (Count(rates, "2001:db8::1", 5), Count(rates, "2001:db8::ffff:2", 5), Count(rates, "2001:db8:0:1::1", 5)));
    }

    [Fact]
    public void However_many_addresses_come_memory_has_an_end_and_without_a_limit_nobody_waits()
    {
        var rates = new StrangerRates(new AccessOptions(), _clock);
        for (var number = 0; number < 50_000; number++) Assert.Equal(TimeSpan.Zero, rates.Take(new IPAddress(number)));

        Assert.InRange(rates.Remembered, 1, 10_000);
        Assert.Equal(1000, Count(new StrangerRates(new AccessOptions { AnonymousRequestsPerSecond = 0 }, _clock), "192.0.2.1", 1000));
    }

    private static int Count(StrangerRates rates, string address, int requests) => Enumerable.Range(0, requests).Count(_ => rates.Take(IPAddress.Parse(address)) == TimeSpan.Zero);
}
