using Athanor.Training.Checkpoints.Keeping;

namespace Athanor.Training.Checkpoints;

public sealed class RetentionTests
{
    [Fact]
    public void The_last_the_regular_and_the_best_stay()
    {
        var known = Enumerable.Range(1, 20).Select(step => Whole(step, loss: Math.Abs(step - 7.4))).ToList();

        var removed = Retention.ToRemove(known, new(Last: 2, EverySteps: 8, new BestRule("loss", Count: 2)));

        Assert.Equal([7, 8, 16, 19, 20], Steps(known).Except(removed.Select(name => name.Step)));
    }

    [Fact]
    public void What_is_not_whole_goes_once_something_newer_is()
    {
        KnownCheckpoint[] known = [Whole(10), Torn(9), Torn(11)];

        Assert.Equal([9], Retention.ToRemove(known, RetentionRule.Default).Select(name => name.Step));
    }

    [Fact]
    public void While_nothing_is_whole_nothing_goes() => Assert.Empty(Retention.ToRemove([Torn(1), Torn(2)], RetentionRule.Default));

    [Fact]
    public void A_higher_metric_may_be_the_better_one()
    {
        var known = new[] { Whole(1, loss: 5), Whole(2, loss: double.NaN), Whole(3, loss: 1) };

        Assert.Equal([2], Retention.ToRemove(known, new(Last: 1, Best: new("loss", IsLowerBetter: false))).Select(name => name.Step));
    }

    [Fact]
    public void Whatever_is_known_and_whatever_the_rule_the_promises_hold()
    {
        var random = new Random(5);
        for (var round = 0; round < 5000; round++)
        {
            var known = Enumerable.Range(0, random.Next(20)).Select(index => new KnownCheckpoint(
                CheckpointName.Of(random.Next(30), $"{index:x8}"), random.Next(3) > 0, random.Next(3) > 0 ? new Dictionary<string, double> { ["loss"] = random.NextDouble() } : [])).ToList();
            var rule = new RetentionRule(random.Next(5), random.Next(6), random.Next(2) == 0 ? null : new("loss", random.Next(4), random.Next(2) == 0));

            var removed = Retention.ToRemove(known, rule).ToHashSet();
            var kept = known.Where(one => !removed.Contains(one.Name)).ToList();
            var whole = known.Where(one => one.IsWhole).OrderByDescending(one => one.Name.Step).ToList();

            if (whole.Count == 0) Assert.Empty(removed);
            else Assert.All(kept.Where(one => !one.IsWhole), one => Assert.True(one.Name.Step >= whole[0].Name.Step));
            Assert.All(known.Where(one => !one.IsWhole && (whole.Count == 0 || one.Name.Step >= whole[0].Name.Step)), one => Assert.DoesNotContain(one.Name, removed));
            Assert.True(kept.Count(one => one.IsWhole) >= Math.Min(whole.Count, Math.Max(1, rule.Last)));
            Assert.True(whole.Count == 0 || kept.Exists(one => one.IsWhole && one.Name.Step == whole[0].Name.Step));
            if (rule.EverySteps > 0) Assert.All(whole.Where(one => one.Name.Step % rule.EverySteps == 0), one => Assert.Contains(one, kept));
            if (rule is { Best: { Count: > 0 } best } && whole.Where(one => one.Metrics.Count > 0).ToList() is { Count: > 0 } measured)
                Assert.Contains(best.IsLowerBetter ? measured.MinBy(one => one.Metrics["loss"])! : measured.MaxBy(one => one.Metrics["loss"])!, kept);
            Assert.Empty(Retention.ToRemove(kept, rule));
        }
    }

    [Fact]
    public async Task Saving_removes_what_is_not_kept_and_what_dead_runs_left()
    {
        using var home = new CheckpointHome { Retention = new(Last: 2) };
        var dead = Path.Combine(home.Path, CheckpointName.Of(3, "0000dead").Text);
        Directory.CreateDirectory(dead);
        await File.WriteAllTextAsync(Path.Combine(dead, "shard-00000.new"), "half", TestContext.Current.CancellationToken);

        await home.SaveAsync(2, 1000, 1, 2, 3, 4, 5);

        Assert.Equal([4, 5], home.Names.Select(name => CheckpointName.TryParse(name, out var parsed) ? parsed.Step : -1));
    }

    private static KnownCheckpoint Whole(long step, double loss = 0) => new(CheckpointName.Of(step, "00000000"), IsWhole: true, new Dictionary<string, double> { ["loss"] = loss });

    private static KnownCheckpoint Torn(long step) => new(CheckpointName.Of(step, "00000000"), IsWhole: false, new Dictionary<string, double>());

    private static IEnumerable<long> Steps(IEnumerable<KnownCheckpoint> known) => known.Select(one => one.Name.Step);
}
