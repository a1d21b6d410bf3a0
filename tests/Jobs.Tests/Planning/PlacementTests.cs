using Athanor.Foundation.Units;

namespace Athanor.Jobs.Planning;

public sealed class PlacementTests
{
    [Fact]
    public void A_job_takes_the_node_that_it_fills_best() =>
        Assert.Equal(["1@c"], new Scene().Node("a", gpus: 8).Node("b", gpus: 4).Node("c", gpus: 2).Node("d", gpus: 4).Waits(1, Scene.Needs(gpus: 2)).Starts());

    [Fact]
    public void Gpus_are_taken_where_some_are_taken_already() =>
        Assert.Equal(["2@b"], new Scene().Node("a", gpus: 8).Node("b", gpus: 8).Runs(1, Scene.Needs(gpus: 3), "b").Waits(2, Scene.Needs(gpus: 4)).Starts());

    [Fact]
    public void What_needs_no_accelerators_stays_away_from_nodes_that_have_some() =>
        Assert.Equal(["1@big", "2@gpu"], new Scene().Node("gpu", cpus: 8, gpus: 1).Node("big", cpus: 64).Waits(1, Scene.Needs(cpus: 60)).Waits(2, Scene.Needs(cpus: 8), since: 0).Starts());

    [Fact]
    public void A_gang_takes_as_few_nodes_as_possible_and_equal_nodes_stand_side_by_side() =>
        Assert.Equal(["1@b b b c c"], new Scene().Node("a", gpus: 1).Node("b", gpus: 3).Node("c", gpus: 2).Node("d", gpus: 2).Waits(1, Scene.Needs(gpus: 1), replicas: 5).Starts());

    [Fact]
    public void The_rest_of_a_gang_goes_where_it_fits_best() =>
        Assert.Equal(["1@a a a a b"], new Scene().Node("a", gpus: 4).Node("b", gpus: 1).Node("c", gpus: 3).Waits(1, Scene.Needs(gpus: 1), replicas: 5).Starts());

    [Fact]
    public void A_gang_that_does_not_fit_wholly_takes_nothing() =>
        Assert.Equal(["2@a"], new Scene().Node("a", gpus: 4).Node("b", gpus: 4).Waits(1, Scene.Needs(gpus: 3), replicas: 3).Waits(2, Scene.Needs(gpus: 1), since: 0).Starts());

    [Fact]
    public void Two_gangs_that_fit_one_at_a_time_do_not_block_each_other() =>
        Assert.Equal([1], new Scene().Node("a", gpus: 4).Node("b", gpus: 4).Waits(1, Scene.Needs(gpus: 4), replicas: 2).Waits(2, Scene.Needs(gpus: 4), replicas: 2).StartedJobs());

    [Theory]
    [InlineData("h100", 0, "x")]
    [InlineData("H100", 0, "x")]
    [InlineData(null, 80, "x")]
    [InlineData("L4", 0, "y")]
    [InlineData(null, 24, "y")]
    [InlineData("L4", 40, null)]
    public void Accelerators_have_to_be_of_the_model_and_have_the_memory(string? model, int gibibytes, string? node) => Assert.Equal(
        node is null ? [] : [$"1@{node}"],
        new Scene().Node("x", [Scene.Gpus(4, "H100", 80)]).Node("y", [Scene.Gpus(1, "L4", 24)]).Waits(1, Scene.Needs(gpus: 1, model: model, gpuGibibytes: gibibytes)).Starts());

    [Fact]
    public void A_kind_of_accelerator_is_not_another() =>
        Assert.Empty(new Scene().Node("a", [new("tpu", "v5", Bytes.FromMebibytes(1024), 8)]).Waits(1, Scene.Needs(gpus: 1)).Starts());

    [Fact]
    public void Unlike_accelerators_of_a_node_are_counted_apart() => Assert.Equal(
        [3, 4],
        new Scene().Node("a", [Scene.Gpus(2, "L4", 24), Scene.Gpus(2, "H100")])
            .Runs(1, Scene.Needs(gpus: 1), "a").Runs(2, Scene.Needs(gpus: 1, model: "H100"), "a")
            .Waits(3, Scene.Needs(gpus: 1, model: "H100")).Waits(4, Scene.Needs(gpus: 1), since: 1).Waits(5, Scene.Needs(gpus: 1, model: "H100"), since: 2).StartedJobs());

    [Fact]
    public void What_a_running_job_was_given_counts_before_what_it_likely_has()
    {
        var scene = new Scene().Node("a", [Scene.Gpus(1, "L4", 24), Scene.Gpus(1, "H100")]).Runs(1, Scene.Needs(gpus: 1), "a").Waits(2, Scene.Needs(gpus: 1, model: "L4"));
        var running = scene.Snapshot.Running[0] with { Held = [new("a", "H100", Scene.Gpus(1).Memory, 1)] };

        Assert.Empty(scene.Starts());
        Assert.Single(Planner.Decide(scene.Snapshot with { Running = [running] }).Starts);
    }

    [Fact]
    public void A_region_and_a_closed_node_are_respected() => Assert.Equal(
        ["1@c"], new Scene().Node("a", region: "us").Node("b", region: "eu", isOpen: false).Node("c", region: "eu").Waits(1, Scene.Needs(), region: "eu").Waits(2, Scene.Needs(), region: "asia").Starts());

    [Fact]
    public void A_job_on_a_node_that_is_gone_holds_nothing_there() => Assert.Equal([2], new Scene().Node("a", cpus: 1).Runs(1, Scene.Needs(), "gone").Waits(2, Scene.Needs()).StartedJobs());
}
