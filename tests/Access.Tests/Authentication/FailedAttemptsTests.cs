using System.Net;
using Athanor.Conformance;

namespace Athanor.Access.Authentication;

public sealed class FailedAttemptsTests
{
    private static readonly IPAddress Home = IPAddress.Parse("192.0.2.1");

    private readonly ManualClock _clock = new();
    private readonly FailedAttempts _attempts;

    public FailedAttemptsTests() => _attempts = new(new AccessOptions { FreeFailures = 3 }, _clock);

    [Fact]
    public void The_first_failures_cost_nothing()
    {
        Fail(3);

        Assert.Equal(TimeSpan.Zero, Wait);
    }

    [Fact]
    public void Each_further_failure_doubles_the_wait()
    {
        Fail(3);

        var waits = Enumerable.Range(0, 5).Select(_ =>
        {
            Fail(1);
            return Wait.TotalSeconds;
        });

        Assert.Equal([1, 2, 4, 8, 16], waits);
    }

    [Fact]
    public void The_wait_never_grows_beyond_five_minutes()
    {
        Fail(2000);

        Assert.Equal(TimeSpan.FromMinutes(5), Wait);
    }

    [Fact]
    public void The_wait_passes_with_time()
    {
        Fail(5);

        _clock.Advance(TimeSpan.FromSeconds(1.5));
        Assert.Equal(TimeSpan.FromSeconds(0.5), Wait);

        _clock.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Equal(TimeSpan.Zero, Wait);
    }

    [Fact]
    public void After_a_quiet_quarter_of_an_hour_the_count_begins_anew()
    {
        Fail(20);
        _clock.Advance(TimeSpan.FromMinutes(16));

        Fail(3);

        Assert.Equal(TimeSpan.Zero, Wait);
    }

    [Fact]
    public void Other_keys_and_other_addresses_do_not_wait()
    {
        Fail(10);

        Assert.Equal(TimeSpan.Zero, _attempts.WaitFor(Home, "another"));
        Assert.Equal(TimeSpan.Zero, _attempts.WaitFor(IPAddress.Parse("192.0.2.2"), "key"));
    }

    [Fact]
    public void Guessing_under_ever_new_names_forgets_the_oldest_instead_of_filling_the_memory()
    {
        Fail(10);
        for (var guess = 0; guess < 20_000; guess++)
        {
            _clock.Advance(TimeSpan.FromTicks(1));
            _attempts.Record(Home, $"guess-{guess}");
        }

        Assert.Equal(TimeSpan.Zero, Wait);
    }

    private TimeSpan Wait => _attempts.WaitFor(Home, "key");

    private void Fail(int times)
    {
        for (var time = 0; time < times; time++) _attempts.Record(Home, "key");
    }
}
