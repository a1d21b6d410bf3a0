using Athanor.Objects.Model;
using Athanor.Objects.Wire.Documents;

namespace Athanor.Objects.Lifecycle;

public sealed class LifecycleEvaluationTests
{
    private static readonly VersionPlace Latest = new(null, 0, IsAlone: false);

    [Theory]
    [InlineData("2014-01-15T10:30:00Z", 3, "2014-01-19T00:00:00Z")]
    [InlineData("2014-01-15T00:00:00Z", 3, "2014-01-18T00:00:00Z")]
    [InlineData("2014-01-15T23:59:59Z", 1, "2014-01-17T00:00:00Z")]
    [InlineData("2014-01-15T23:30:00-02:00", 1, "2014-01-18T00:00:00Z")]
    public void Days_end_at_the_next_midnight_of_UTC(string moment, int days, string due) =>
        Assert.Equal(DateTimeOffset.Parse(due, null), LifecycleEvaluation.DueAfter(DateTimeOffset.Parse(moment, null), days));

    [Fact]
    public void Any_number_of_days_ends_at_a_midnight_no_sooner_and_less_than_a_day_later() => Seeded.ForAll(
        random =>
        {
            var moment = DateTimeOffset.UnixEpoch.AddSeconds(random.NextInt64(4_000_000_000));
            var days = random.Next(1, 100_000);

            var due = LifecycleEvaluation.DueAfter(moment, days);

            Assert.Equal(TimeSpan.Zero, due.TimeOfDay);
            Assert.InRange(due - moment.AddDays(days), TimeSpan.Zero, TimeSpan.FromDays(1) - TimeSpan.FromTicks(1));
            Assert.Equal(DateTimeOffset.MaxValue, LifecycleEvaluation.DueAfter(moment, int.MaxValue));
        },
        cases: 10_000);

    [Fact]
    public void What_is_due_stays_due_until_it_is_done() => Seeded.ForAll(
        random =>
        {
            var (rules, version, place, now) = AnyCase(random);
            if (LifecycleEvaluation.Decide(rules, version, place, now) is not { } decision) return;

            Assert.True(decision.Due <= now);
            Assert.NotNull(LifecycleEvaluation.Decide(rules, version, place, now.AddDays(random.Next(1000))));
        },
        cases: 20_000);

    [Fact]
    public void What_is_locked_is_never_removed_and_disabled_rules_and_other_keys_do_nothing() => Seeded.ForAll(
        random =>
        {
            var (rules, version, place, now) = AnyCase(random);

            var held = version with { Headers = new() { Lock = new() { IsHeld = true } } };
            Assert.NotEqual(LifecycleAction.Remove, LifecycleEvaluation.Decide(rules, held, place, now)?.Action);
            Assert.Null(LifecycleEvaluation.Decide(rules.Select(rule => rule with { IsEnabled = false }), version, place, now));
            Assert.Null(LifecycleEvaluation.Decide(rules.Select(rule => rule with { Filter = rule.Filter with { Prefix = "elsewhere" } }), version, place, now));
        },
        cases: 20_000);

    [Fact]
    public void The_rule_that_is_due_first_is_the_one_that_is_told()
    {
        LifecycleRule[] rules = [Rule("later") with { ExpireAfterDays = 10 }, Rule("sooner") with { ExpireAfterDays = 2 }];

        var expiry = LifecycleEvaluation.ExpiryOf(rules, Version());

        Assert.Equal(("sooner", DateTimeOffset.UnixEpoch.AddDays(2)), (expiry!.Rule.Id, expiry.Due));
    }

    [Fact]
    public void A_marker_goes_only_where_it_is_alone()
    {
        LifecycleRule[] rules = [Rule("markers") with { RemovesLoneDeleteMarkers = true }];
        var marker = Version() with { IsMarker = true };

        Assert.Null(LifecycleEvaluation.Decide(rules, marker, Latest, DateTimeOffset.UnixEpoch.AddDays(9)));
        Assert.Equal(LifecycleAction.Remove, LifecycleEvaluation.Decide(rules, marker, Latest with { IsAlone = true }, DateTimeOffset.UnixEpoch.AddDays(9))!.Action);
        Assert.Null(LifecycleEvaluation.Decide(rules, Version(), Latest with { IsAlone = true }, DateTimeOffset.UnixEpoch.AddDays(9)));
    }

    [Fact]
    public void An_upload_is_aborted_by_its_own_age()
    {
        LifecycleRule[] rules = [Rule("uploads") with { AbortUploadsAfterDays = 7 }];

        Assert.Equal(DateTimeOffset.UnixEpoch.AddDays(8), LifecycleEvaluation.AbortOf(rules, "leaf", DateTimeOffset.UnixEpoch.AddHours(1))!.Due);
        Assert.Null(LifecycleEvaluation.AbortOf([rules[0] with { Filter = new("twig", [], null, null) }], "leaf", DateTimeOffset.UnixEpoch));
    }

    internal static LifecycleRule Rule(string? id = null, string prefix = "") => new() { Id = id, IsEnabled = true, Filter = new(prefix, [], null, null) };

    internal static LifecycleRule AnyRule(Random random, DateTimeOffset now)
    {
        var rule = Rule($"rule{random.Next()}", random.OneOf("", "a", "b/", "b/1")) with { IsEnabled = random.Maybe(0.9) };
        if (random.Maybe(0.3)) rule = rule with { Filter = rule.Filter with { LargerThan = random.Maybe() ? random.Next(60) : null, SmallerThan = random.Maybe() ? random.Next(40, 100) : null } };
        if (random.Maybe(0.2)) rule = rule with { Filter = rule.Filter with { Tags = [new("kind", "leaf")] } };
        rule = random.Next(5) switch
        {
            0 => rule,
            1 => rule with { ExpireAt = now.AddDays(random.Next(-3, 3)) },
            2 => rule with { RemovesLoneDeleteMarkers = true, Filter = rule.Filter with { Tags = [] } },
            _ => rule with { ExpireAfterDays = random.Next(1, 20) },
        };
        return random.Maybe() ? rule : rule with { NoncurrentDays = random.Next(1, 20), NewerNoncurrentVersions = random.Maybe() ? random.Next(1, 4) : null };
    }

    private static StoredObject Version() => new("leaf", "v1", false, true, 10, "tag", DateTimeOffset.UnixEpoch, [], new());

    private static (LifecycleRule[] Rules, StoredObject Version, VersionPlace Place, DateTimeOffset Now) AnyCase(Random random)
    {
        var now = DateTimeOffset.UnixEpoch.AddDays(random.Next(30));
        var rules = Enumerable.Range(0, random.Next(1, 4)).Select(_ => AnyRule(random, now)).ToArray();
        var place = random.Maybe() ? Latest with { IsAlone = random.Maybe() } : new(DateTimeOffset.UnixEpoch.AddHours(random.Next(700)), random.Next(5), false);
        return (rules, Version() with { Key = random.OneOf("a", "b/1", "b/2"), IsMarker = random.Maybe(0.3), Size = random.Next(100) }, place, now);
    }
}
