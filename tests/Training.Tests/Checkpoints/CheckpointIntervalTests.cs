using Athanor.Training.Checkpoints.Keeping;
using Athanor.Training.Checkpoints.Storage;

namespace Athanor.Training.Checkpoints;

public sealed class CheckpointIntervalTests
{
    [Theory]
    [InlineData(0.5, 1.5, 3600, 120)]
    [InlineData(0, 50, 10_000, 1000)]
    [InlineData(0, 0, 3600, 0)]
    public void The_interval_is_the_root_of_twice_cost_times_mean_time_between_failures(double blocked, double written, double failures, double expected)
    {
        var interval = CheckpointInterval.Best(new(TimeSpan.FromSeconds(blocked), TimeSpan.FromSeconds(written)), TimeSpan.FromSeconds(failures));

        Assert.Equal(expected, interval.TotalSeconds, tolerance: 1e-6);
    }

    [Theory]
    [InlineData(120, 2, 60)]
    [InlineData(1, 2, 1)]
    [InlineData(120, 0, 1)]
    public void It_is_at_least_a_step(double interval, double step, long steps) => Assert.Equal(steps, CheckpointInterval.InSteps(TimeSpan.FromSeconds(interval), TimeSpan.FromSeconds(step)));

    [Fact]
    public async Task All_workers_of_a_run_save_at_the_same_steps_and_go_on_where_they_were()
    {
        using var home = new CheckpointHome();
        var first = await RunAsync(home.Store, workers: 3, until: 200, every: null);
        var second = await RunAsync(home.Store, workers: 2, until: 300, every: 50);

        Assert.All(first, saves => Assert.Equal(first[0], saves));
        Assert.Equal(16, first[0][0]);
        Assert.All(second, saves => Assert.Equal(new[] { 250L, 300 }, saves.Where(step => step > 200)));
    }

    private static Task<IReadOnlyList<List<long>>> RunAsync(ICheckpointStore store, int workers, long until, long? every) => Workers.RunAsync(workers, collectives =>
    {
        using var state = new TestState(collectives, 1000);
        var options = new CheckpointOptions { EverySteps = every, Retention = new RetentionRule(Last: 100) };
        using var checkpoints = new RunCheckpoints(store, collectives, "a recipe"u8.ToArray(), options, TimeProvider.System, TestContext.Current.CancellationToken);
        var saves = new List<long>();
        var step = checkpoints.Restore(state.Parts);
        if (step > 0) state.AssertIs(step);
        while (step++ < until)
        {
            if (!checkpoints.IsDue(step) && step != until) continue;
            checkpoints.Save(step, state.Fill(step).Parts);
            saves.Add(step);
        }
        checkpoints.Finish();
        return saves;
    });
}
