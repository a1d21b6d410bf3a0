namespace Athanor.Jobs.Planning;

public sealed class PromiseTests
{
    /// <summary>One node of eight GPUs, six of which are taken until minute 40; job 2 wants all.</summary>
    private static Scene Blocked(double? limit = 40) =>
        new Scene().Node("a", gpus: 8).Runs(1, Scene.Needs(gpus: 6), "a", since: 0, limit: limit).Waits(2, Scene.Needs(cpus: 8, gpus: 8), since: -5, limit: 60);

    [Fact]
    public void The_first_job_that_does_not_fit_is_promised_the_time_at_which_it_will() =>
        Assert.Equivalent(new PlannedPromise(2, Scene.Minute(40), ["a"]), Assert.Single(Blocked().Decide().Promises), strict: true);

    [Theory]
    [InlineData(39, true)]
    [InlineData(40, true)]
    [InlineData(41, false)]
    [InlineData(null, false)]
    public void A_later_job_starts_in_the_gap_if_it_ends_before(int? limit, bool starts) =>
        Assert.Equal(starts ? [3] : [], Blocked().Waits(3, Scene.Needs(gpus: 1), limit: limit).StartedJobs());

    [Fact]
    public void A_later_job_starts_beside_it_where_there_is_room_for_both() => Assert.Equal(
        [3], Blocked().Waits(3, Scene.Needs(cpus: 56), limit: null).Waits(4, Scene.Needs(cpus: 1), since: 0, limit: null).StartedJobs());

    [Fact]
    public void A_later_job_starts_on_other_nodes() =>
        Assert.Equal(["3@b"], Blocked().Node("b", gpus: 4).Waits(3, Scene.Needs(gpus: 2)).Starts());

    [Fact]
    public void Only_as_many_are_promised_as_the_rules_say()
    {
        var scene = Blocked().Waits(3, Scene.Needs(gpus: 8), since: -4, limit: 60).Waits(4, Scene.Needs(gpus: 8), since: -3);
        scene.Rules = new() { Promises = 2 };

        Assert.Equal([(2, Scene.Minute(40)), (3, (DateTimeOffset?)Scene.Minute(100))], scene.Decide().Promises.Select(promise => (promise.Job, promise.At)));
    }

    [Fact]
    public void Stopped_jobs_are_gone_by_then_and_not_by_their_limit() =>
        Assert.Equal(Scene.Minute(2), new Scene().Node("a", gpus: 1).Runs(1, Scene.Needs(gpus: 1), "a", limit: 90, goneBy: 2).Waits(2, Scene.Needs(gpus: 1)).Decide().Promises[0].At);

    [Fact]
    public void A_promise_is_kept_when_others_come_first_by_their_share()
    {
        var scene = Blocked().Waits(3, Scene.Needs(gpus: 8), "birds", since: -1).Waits(4, Scene.Needs(gpus: 2), "birds", since: 0).Project("plants", usage: 1e9);

        Assert.Equal(3, Assert.Single(scene.Decide().Promises).Job);
        var plan = Planner.Decide(scene.Snapshot with { Promises = [new(2, Scene.Minute(40), ["a"])] });
        Assert.Equal(2, Assert.Single(plan.Promises).Job);
        Assert.Empty(plan.Starts);
    }

    [Fact]
    public void A_promise_gives_way_to_higher_priority() => Assert.Equal(
        [3], Planner.Decide(Blocked().Waits(3, Scene.Needs(gpus: 2), priority: 1).Snapshot with { Promises = [new(2, Scene.Minute(40), ["a"])] }).Starts.Select(start => start.Job));

    [Theory]
    [InlineData(-5, 60, true)]
    [InlineData(-20, 60, false)]
    [InlineData(-20, 10, true)]
    public void Where_nobody_knows_when_it_fits_places_are_set_aside_after_some_patience(int since, int limit, bool starts)
    {
        var scene = new Scene().Node("a", gpus: 8).Runs(1, Scene.Needs(gpus: 6), "a", since: -60).Waits(2, Scene.Needs(gpus: 8), since: since).Waits(3, Scene.Needs(gpus: 2), since: -1, limit: limit);
        var plan = scene.Decide();

        Assert.Equal(since == -20 ? [null] : [], plan.Promises.Select(promise => promise.At));
        Assert.Equal(starts ? [3] : [], plan.Starts.Select(start => start.Job));
    }

    [Fact]
    public void Only_so_many_unlike_jobs_are_tried_for_the_gaps_in_vain()
    {
        var scene = Blocked().Waits(3, Scene.Needs(gpus: 3), since: -4).Waits(4, Scene.Needs(gpus: 4), since: -3).Waits(5, Scene.Needs(gpus: 1), since: -2, limit: 1);

        Assert.Equal([5], scene.StartedJobs());
        scene.Rules = new() { BackfillDepth = 2 };
        Assert.Empty(scene.StartedJobs());
    }
}
