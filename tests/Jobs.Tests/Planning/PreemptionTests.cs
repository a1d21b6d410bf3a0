namespace Athanor.Jobs.Planning;

public sealed class PreemptionTests
{
    private static Scene Full(int jobs = 8, string project = "birds", int priority = 0, bool isPreemptible = true)
    {
        var scene = new Scene().Node("a", gpus: 8);
        for (var id = 1; id <= jobs; id++) scene.Runs(id, Scene.Needs(gpus: 8 / jobs), "a", project, priority: priority, since: -100 + id, isPreemptible: isPreemptible);
        return scene;
    }

    [Fact]
    public void What_is_idle_is_lent_beyond_the_share() =>
        Assert.Equal([1], new Scene().Node("a", gpus: 8).Waits(1, Scene.Needs(gpus: 8)).Waits(2, Scene.Needs(gpus: 9), "birds").StartedJobs());

    [Fact]
    public void A_project_below_its_part_gets_it_back_from_the_newest_jobs_of_those_who_borrow() =>
        Assert.Equal([8, 7, 6], Full().Waits(9, Scene.Needs(gpus: 3)).Preempted().OrderDescending());

    [Fact]
    public void Nothing_is_taken_back_beyond_the_guaranteed_part() =>
        Assert.Empty(Full().Waits(9, Scene.Needs(gpus: 5)).Preempted());

    [Fact]
    public void Nothing_is_taken_from_a_project_that_has_no_more_than_its_part() =>
        Assert.Empty(Full().Project("birds", share: 7).Waits(9, Scene.Needs(gpus: 1)).Waits(10, Scene.Needs(gpus: 8), "cats").Runs(11, Scene.Needs(), "a", "cats").Preempted());

    [Fact]
    public void Who_borrows_waits_behind_those_who_do_not() => Assert.Equal(
        [3], new Scene().Node("a", gpus: 4).Runs(1, Scene.Needs(gpus: 3), "a", "birds").Project("plants", usage: 1e9).Waits(2, Scene.Needs(gpus: 1), "birds").Waits(3, Scene.Needs(gpus: 1)).StartedJobs());

    [Fact]
    public void Higher_priority_takes_the_place_of_lower() => Assert.Equal([8], Full(project: "plants").Waits(9, Scene.Needs(gpus: 1), priority: 1).Preempted());

    [Fact]
    public void Low_priority_is_asked_before_new() => Assert.Equal(
        [1], new Scene().Node("a", gpus: 2).Runs(1, Scene.Needs(gpus: 1), "a", since: -90, priority: 1, isPreemptible: true).Runs(2, Scene.Needs(gpus: 1), "a", since: -10, priority: 2, isPreemptible: true)
            .Waits(3, Scene.Needs(gpus: 1), priority: 3).Preempted());

    [Theory]
    [InlineData(1, true)]
    [InlineData(0, false)]
    public void Nobody_of_equal_or_higher_priority_or_who_cannot_go_on_later_is_asked(int priority, bool isPreemptible) =>
        Assert.Empty(Full(project: "plants", priority: priority, isPreemptible: isPreemptible).Waits(9, Scene.Needs(gpus: 1), priority: 1).Preempted());

    [Fact]
    public void Nobody_is_asked_where_it_would_not_help() => Assert.Empty(
        Full(7).Runs(20, Scene.Needs(gpus: 1), "a").Waits(9, Scene.Needs(gpus: 8), priority: 1).Preempted());

    [Fact]
    public void Only_those_in_the_way_are_asked() => Assert.Equal(
        [1], new Scene().Node("a", gpus: 8).Node("b", gpus: 1)
            .Runs(1, Scene.Needs(gpus: 8), "a", since: -90, isPreemptible: true).Runs(2, Scene.Needs(gpus: 1), "b", since: -10, isPreemptible: true)
            .Waits(3, Scene.Needs(gpus: 8), priority: 1).Preempted());

    [Fact]
    public void Nobody_is_asked_while_enough_are_being_stopped() => Assert.Empty(
        Full(7).Runs(20, Scene.Needs(gpus: 1), "a", isPreemptible: true, goneBy: 1).Waits(9, Scene.Needs(gpus: 1), priority: 1).Preempted());

    [Fact]
    public void What_is_being_stopped_makes_room_for_one_only() => Assert.Equal(
        [(7, 10)], Full(7).Runs(20, Scene.Needs(gpus: 1), "a", isPreemptible: true, goneBy: 1).Waits(9, Scene.Needs(gpus: 1), priority: 1).Waits(10, Scene.Needs(gpus: 1), since: 0, priority: 1)
            .Decide().Preemptions.Select(preemption => (preemption.Job, preemption.For)));

    [Fact]
    public void Room_that_is_being_made_is_taken_by_nobody_else() => Assert.Empty(
        new Scene().Node("a", gpus: 8).Runs(1, Scene.Needs(gpus: 6), "a", isPreemptible: true, goneBy: 1).Waits(2, Scene.Needs(gpus: 8), priority: 1).Waits(3, Scene.Needs(gpus: 2), limit: 1).StartedJobs());

    [Fact]
    public void Nobody_is_asked_where_the_rules_forbid_it()
    {
        var scene = Full(project: "plants").Waits(9, Scene.Needs(gpus: 1), priority: 1);
        scene.Rules = new() { Preempts = false };

        Assert.Empty(scene.Preempted());
    }

    [Fact]
    public void A_job_that_its_quota_stops_asks_nobody() =>
        Assert.Empty(Full().Project("plants", quota: new(null, null, 0, null)).Waits(9, Scene.Needs(gpus: 1), priority: 1).Preempted());

    [Fact]
    public void Room_is_made_for_so_many_at_a_time_only()
    {
        var scene = Full(project: "plants").Waits(9, Scene.Needs(gpus: 1), priority: 1).Waits(10, Scene.Needs(gpus: 1), since: 0, priority: 1);
        scene.Rules = new() { Rooms = 1 };

        Assert.Equal([8], scene.Preempted());
    }

    [Fact]
    public void The_place_of_a_preempted_job_goes_to_the_one_it_was_preempted_for()
    {
        // Job 1 is gone by now and waits again; its project used less than the one that gets its part back.
        var scene = new Scene().Node("a", gpus: 2).Project("plants", usage: 1e9).Runs(3, Scene.Needs(gpus: 1), "a", "birds").Waits(1, Scene.Needs(gpus: 1), "birds", since: -60).Waits(2, Scene.Needs(gpus: 1));

        Assert.Equal([2], Planner.Decide(scene.Snapshot with { Promises = [new(2, null, ["a"])] }).Starts.Select(start => start.Job));
        Assert.Equal([2], scene.StartedJobs());
    }
}
