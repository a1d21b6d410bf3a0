using Athanor.Jobs.Planning.Reference;
using Athanor.Jobs.Planning.Simulation;
using FsCheck;
using FsCheck.Fluent;

namespace Athanor.Jobs.Planning;

public sealed class PlannerPropertyTests
{
    private static void Holds(int stories, Gen<Story> from, Action<Story> property) => Prop.ForAll(from.ToArbitrary(), property).Check(Config.QuickThrowOnFailure.WithMaxTest(stories));

    [Fact]
    public void It_decides_what_the_plain_planner_decides() => Holds(40, Stories.With(0, 0, 0, 1), story =>
    {
        foreach (var (snapshot, plan) in new Simulator(story).Rounds()) Same(ReferencePlanner.Decide(snapshot), plan, snapshot);
    });

    [Fact]
    public void Nothing_is_given_twice_no_gang_half_and_no_quota_exceeded() => Holds(60, Stories.With(0, 1), story =>
    {
        foreach (var (snapshot, plan) in new Simulator(story).Rounds()) RoundRules.Check(snapshot, plan);
    });

    [Fact]
    public void Accelerators_of_different_models_on_one_node_are_not_given_twice() => Holds(60, Stories.OnMixedNodes(0, 1), story =>
    {
        foreach (var (snapshot, plan) in new Simulator(story).Rounds()) RoundRules.Check(snapshot, plan);
    });

    [Fact]
    public void The_same_snapshot_gives_the_same_plan_in_whatever_order_its_lists_are() => Holds(60, Stories.With(0, 0, 1), story =>
    {
        foreach (var (snapshot, plan) in new Simulator(story).Rounds())
        {
            var turned = snapshot with { Nodes = [.. snapshot.Nodes.Reverse()], Waiting = [.. snapshot.Waiting.Reverse()], Running = [.. snapshot.Running.Reverse()], Projects = [.. snapshot.Projects.Reverse()] };
            Same(plan, Planner.Decide(turned), snapshot);
        }
    });

    [Fact]
    public void What_was_promised_is_kept() => Holds(100, Stories.With(0), story =>
    {
        var promised = new Dictionary<long, DateTimeOffset>();
        foreach (var (snapshot, plan) in new Simulator(story).Rounds())
        {
            foreach (var promise in plan.Promises.Where(promise => promise.At is not null)) promised[promise.Job] = promised.TryGetValue(promise.Job, out var earlier) && earlier < promise.At ? earlier : promise.At!.Value;
            foreach (var start in plan.Starts) promised.Remove(start.Job);
            Assert.True(promised.Values.All(at => at >= snapshot.Now), $"Not kept: {string.Join(", ", promised.Where(promise => promise.Value < snapshot.Now).Select(promise => promise.Key))} in\n{Told.Of(snapshot)}\nwith\n{Told.Of(plan)}");
        }
    });

    [Fact]
    public void Whatever_fits_an_empty_cluster_starts_some_day() => Holds(100, Stories.With(0, 0, 2), story => NothingStarves(story, keepsPromises: true));

    [Fact]
    public void Where_nobody_is_preempted_that_holds_without_the_promises_of_the_last_round() =>
        Holds(100, Stories.With(0, 0, 2), story => NothingStarves(story with { Rules = story.Rules with { Preempts = false } }, keepsPromises: false));

    private static void NothingStarves(Story story, bool keepsPromises)
    {
        var (simulator, last) = (new Simulator(story) { KeepsPromises = keepsPromises }, default(QueueSnapshot));
        foreach (var (snapshot, _) in simulator.Rounds()) last = snapshot;
        Assert.All(simulator.Waiting, job => Assert.False(RoundRules.FitsEmptyCluster(last!, job), $"Job {job.Id} never started:\n{Told.Of(last!)}"));
    }

    [Fact]
    public void Whatever_waits_has_an_explanation() => Holds(25, Stories.With(0, 1), story =>
    {
        foreach (var (snapshot, plan) in new Simulator(story).Rounds())
        {
            foreach (var job in snapshot.Waiting)
            {
                var explanation = Planner.Explain(snapshot, job.Id);
                Assert.Equal(plan.Starts.Any(start => start.Job == job.Id), explanation.Constraint == Constraint.None);
                Assert.Equal(explanation.Constraint == Constraint.None, explanation.Change is null);
                Assert.True(explanation.EarliestStart is not { } start || start >= snapshot.Now);
            }
        }
    });

    private static void Same(Plan expected, Plan actual, QueueSnapshot snapshot) =>
        Assert.True(Told.Of(expected) == Told.Of(actual), $"Expected:\n{Told.Of(expected)}\nActual:\n{Told.Of(actual)}\nwith:\n{Told.Of(snapshot)}");
}
