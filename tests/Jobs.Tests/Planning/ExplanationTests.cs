using Athanor.Foundation.Units;

namespace Athanor.Jobs.Planning;

public sealed class ExplanationTests
{
    private static Explanation Explain(Scene scene, long job = 9) => Planner.Explain(scene.Snapshot, job);

    [Fact]
    public void A_job_that_starts_needs_no_change()
    {
        var explanation = Explain(new Scene().Node("a").Waits(9, Scene.Needs()));

        Assert.Equal((Constraint.None, null), (explanation.Constraint, explanation.Change));
    }

    [Fact]
    public void A_job_that_does_not_wait_cannot_be_explained() => Assert.Throws<ArgumentException>(() => Explain(new Scene().Node("a")));

    [Theory]
    [InlineData(4, 16, 1, "No node has more than 8 GPUs.", "Ask for 8 GPUs instead of 16.")]
    [InlineData(65, 1, 1, "No node has more than 64 CPUs.", "Ask for 64 CPUs instead of 65.")]
    [InlineData(4, 8, 3, "All nodes together take 2 of its 3 replicas, even if nothing else runs.", "Ask for 2 replicas instead of 3.")]
    public void What_can_never_fit_is_said_with_what_could(int cpus, int gpus, int replicas, string reason, string change)
    {
        var explanation = Explain(new Scene().Node("a", gpus: 8).Node("b", gpus: 8).Waits(9, Scene.Needs(cpus, gpus), replicas: replicas));

        Assert.Equal(new Explanation(Constraint.Impossible, reason) { Change = change, Holders = explanation.Holders }, explanation);
    }

    [Fact]
    public void Nodes_that_are_drained_are_named()
    {
        var explanation = Explain(new Scene().Node("a").Node("b", gpus: 8, isOpen: false).Waits(9, Scene.Needs(gpus: 1)));

        Assert.Equal((Constraint.Resources, "Open b again."), (explanation.Constraint, explanation.Change));
    }

    [Fact]
    public void A_region_without_open_nodes_binds() =>
        Assert.Equal(Constraint.Region, Explain(new Scene().Node("a", region: "us").Node("b", region: "eu", isOpen: false).Waits(9, Scene.Needs(), region: "eu")).Constraint);

    [Fact]
    public void A_quota_says_how_high_it_would_have_to_be()
    {
        var explanation = Explain(new Scene().Node("a").Project("plants", quota: new(Cpus.Of(10), null, null, null)).Runs(1, Scene.Needs(cpus: 8), "a", limit: 90).Waits(9, Scene.Needs(cpus: 4)));

        Assert.Equal(Constraint.Quota, explanation.Constraint);
        Assert.Equal("Project plants has 8 CPUs of the 10 CPUs of its quota, and this job asks for 4 CPUs.", explanation.Reason);
        Assert.Equal("Raise the quota of project plants to 12 CPUs.", explanation.Change);
        Assert.Equal(Scene.Minute(30), explanation.EarliestStart);
        Assert.Equal(new Holder(1, "plants", "ada", "8 CPUs and 1 GiB", Scene.Minute(30)), Assert.Single(explanation.Holders));
    }

    [Fact]
    public void Holders_and_the_earliest_start_are_said_of_a_job_that_lacks_resources()
    {
        var scene = new Scene().Node("a", gpus: 8).Waits(9, Scene.Needs(gpus: 2));
        for (var id = 1; id <= 7; id++) scene.Runs(id, Scene.Needs(gpus: 1), "a", since: 0, limit: 100 - id);
        var explanation = Explain(scene);

        Assert.Equal(Constraint.Resources, explanation.Constraint);
        Assert.Equal("It needs 2 GPUs on one node, and no node has more than 1 free.", explanation.Reason);
        Assert.Equal("Ask for 1 GPU instead of 2.", explanation.Change);
        Assert.Equal(Scene.Minute(93), explanation.EarliestStart);
        Assert.Equal([7, 6, 5, 4, 3], explanation.Holders.Select(holder => holder.Job));
        Assert.Equal("1 GPU, 1 CPU and 1 GiB", explanation.Holders[0].Holds);
    }

    [Fact]
    public void A_gang_is_told_how_many_replicas_fit() => Assert.Equal(
        "Ask for 2 replicas instead of 3.", Explain(new Scene().Node("a", gpus: 3).Runs(1, Scene.Needs(gpus: 1), "a").Waits(9, Scene.Needs(gpus: 1), replicas: 3)).Change);

    [Fact]
    public void Another_model_is_proposed_where_it_is_free() => Assert.Equal(
        "Ask for any model instead of H100.",
        Explain(new Scene().Node("a", gpus: 1).Node("b", [Scene.Gpus(1, "L4", 24)]).Runs(1, Scene.Needs(gpus: 1), "a").Waits(9, Scene.Needs(gpus: 1, model: "H100"))).Change);

    [Fact]
    public void Where_nothing_less_would_do_the_jobs_are_named_that_would_have_to_end() => Assert.Equal(
        "It would start if job 2 ended.",
        Explain(new Scene().Node("a", cpus: 4, gpus: 1).Node("b", cpus: 4).Runs(1, Scene.Needs(cpus: 4), "b", limit: 70).Runs(2, Scene.Needs(gpus: 1), "a").Waits(9, Scene.Needs(gpus: 1))).Change);

    [Fact]
    public void A_promise_in_the_way_says_how_short_a_job_would_fit_before_it()
    {
        var explanation = Explain(new Scene().Node("a", gpus: 8).Runs(1, Scene.Needs(gpus: 6), "a", since: 0, limit: 40).Waits(2, Scene.Needs(gpus: 8), since: -5, limit: 60).Waits(9, Scene.Needs(gpus: 2)));

        Assert.Equal(Constraint.Promised, explanation.Constraint);
        Assert.Equal("There is room, but it is kept for job 2, which starts in 40 minutes at the latest.", explanation.Reason);
        Assert.Equal("A time limit of at most 40 minutes would let it into the gap before job 2 starts.", explanation.Change);
        Assert.Equal(Scene.Minute(100), explanation.EarliestStart);
    }

    [Fact]
    public void A_job_for_which_others_stop_says_who()
    {
        var explanation = Explain(new Scene().Node("a", gpus: 1).Runs(1, Scene.Needs(gpus: 1), "a", isPreemptible: true).Waits(9, Scene.Needs(gpus: 1), priority: 1));

        Assert.Equal("A job is asked to make room for it.", explanation.Reason);
        Assert.Equal(1, Assert.Single(explanation.Holders).Job);
    }
}
