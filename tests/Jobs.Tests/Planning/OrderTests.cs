using Athanor.Foundation.Units;

namespace Athanor.Jobs.Planning;

public sealed class OrderTests
{
    [Fact]
    public void Priority_comes_first_then_age_then_number() => Assert.Equal(
        [4, 3, 1, 2],
        new Scene().Node("a").Waits(2, Scene.Needs(), since: -1).Waits(1, Scene.Needs(), since: -1).Waits(3, Scene.Needs(), since: -2).Waits(4, Scene.Needs(), priority: 5, since: 0).StartedJobs());

    [Fact]
    public void The_project_that_used_less_of_its_share_comes_first() => Assert.Equal(
        [2, 1],
        new Scene().Node("a").Project("plants", share: 1, usage: 1e6).Project("birds", share: 4, usage: 2e6).Waits(1, Scene.Needs(), since: -9).Waits(2, Scene.Needs(), "birds").StartedJobs());

    [Fact]
    public void The_person_who_used_less_comes_first_within_a_project() => Assert.Equal(
        [2, 1],
        new Scene().Node("a").Project("plants", owners: new() { ["ada"] = 1e6, ["bob"] = 1 }).Waits(1, Scene.Needs(), since: -9).Waits(2, Scene.Needs(), owner: "bob").StartedJobs());

    [Fact]
    public void A_thousand_jobs_of_one_project_do_not_pass_before_the_first_of_another()
    {
        var scene = new Scene().Node("a", cpus: 64, gibibytes: 2000);
        for (var id = 1; id <= 1000; id++) scene.Waits(id, Scene.Needs(), since: -10);
        for (var id = 1001; id <= 1004; id++) scene.Waits(id, Scene.Needs(), "birds");

        Assert.Equal([1, 1001, 2, 1002, 3, 1003, 4, 1004], scene.StartedJobs().Take(8));
    }

    [Fact]
    public void What_runs_counts_before_its_usage_shows() => Assert.Equal(
        [3], new Scene().Node("a", cpus: 3).Runs(1, Scene.Needs(cpus: 2), "a").Waits(2, Scene.Needs(), since: -9).Waits(3, Scene.Needs(), "birds").StartedJobs());

    [Fact]
    public void The_order_of_the_lists_means_nothing()
    {
        var scene = new Scene().Node("b", cpus: 4).Node("a", cpus: 4).Runs(7, Scene.Needs(), "a").Runs(8, Scene.Needs(), "b");
        for (var id = 1; id <= 6; id++) scene.Waits(id, Scene.Needs(cpus: 2), id % 2 == 0 ? "plants" : "birds");
        var snapshot = scene.Snapshot;
        var turned = snapshot with { Nodes = [.. snapshot.Nodes.Reverse()], Waiting = [.. snapshot.Waiting.Reverse()], Running = [.. snapshot.Running.Reverse()] };

        Assert.Equivalent(Planner.Decide(snapshot), Planner.Decide(turned), strict: true);
    }

    [Theory]
    [InlineData(3, null, null, 1)]
    [InlineData(null, 2, null, 0)]
    [InlineData(null, 3, null, 1)]
    [InlineData(null, null, 2, 1)]
    [InlineData(null, null, null, 4)]
    public void A_quota_is_never_exceeded_and_counts_what_is_being_stopped(int? cpus, int? accelerators, int? jobs, int starts)
    {
        var quota = new Quota(cpus is { } count ? Cpus.Of(count) : null, null, accelerators, jobs);
        var scene = new Scene().Node("a", gpus: 8).Project("plants", quota: quota).Runs(9, Scene.Needs(cpus: 2, gpus: 2), "a", goneBy: 1);
        for (var id = 1; id <= 4; id++) scene.Waits(id, Scene.Needs(cpus: 1, gpus: 1));

        Assert.Equal(starts, scene.StartedJobs().Count());
    }

    [Fact]
    public void A_quota_is_kept_for_the_job_that_waits_for_it()
    {
        var scene = new Scene().Node("a").Project("plants", quota: new(Cpus.Of(4), null, null, null)).Runs(1, Scene.Needs(cpus: 2), "a", limit: 90)
            .Waits(2, Scene.Needs(cpus: 4), since: -5, limit: 10).Waits(3, Scene.Needs(), since: -4, limit: 30).Waits(4, Scene.Needs(), since: -3, limit: 31);

        Assert.Equal([3], scene.StartedJobs());
    }
}
