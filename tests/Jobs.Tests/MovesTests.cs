using Athanor.Jobs.Executors;
using Athanor.Jobs.Model;
using Athanor.Jobs.Replicas;
using Athanor.Jobs.Scheduling;
using Athanor.Jobs.Watching;

namespace Athanor.Jobs.Tests;

public sealed class MovesTests
{
    private static readonly DateTimeOffset Now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Every_state_has_its_moves_and_only_what_is_over_can_be_queued_by_hand()
    {
        Assert.Equal(Enum.GetValues<JobState>(), JobMoves.Legal.Keys.Order());
        Assert.Empty(JobMoves.Legal[JobState.Succeeded]);
        Assert.DoesNotContain(JobMoves.Legal[JobState.Queued], state => state == JobState.Running);
    }

    [Theory]
    [InlineData(null, JobState.Held)]
    [InlineData(StopIntent.Cancel, JobState.Cancelled)]
    [InlineData(StopIntent.Preempt, JobState.Queued)]
    [InlineData(StopIntent.Idle, JobState.Failed)]
    [InlineData(StopIntent.Hang, JobState.Held)]
    public void Why_a_job_was_stopped_decides_what_becomes_of_it(StopIntent? intent, JobState expected)
    {
        var job = Outcomes.Of(Running(retries: 1) with { Stopping = intent }, Failed(EndReason.Stopped), Now);

        Assert.Equal(expected, job.State);
        Assert.Equal(intent is null or StopIntent.Hang ? 1 : 0, job.Failures);
    }

    [Fact]
    public void A_failure_is_tried_again_after_a_wait_that_doubles_until_the_limit()
    {
        var job = Running(retries: 2);

        var first = Outcomes.Of(job, Failed(EndReason.Exited), Now);
        var second = Outcomes.Of(first with { State = JobState.Running }, Failed(EndReason.Exited), Now);
        var third = Outcomes.Of(second with { State = JobState.Running }, Failed(EndReason.Exited), Now);

        Assert.Equal((JobState.Held, Now + TimeSpan.FromSeconds(1)), (first.State, first.NotBefore));
        Assert.Equal((JobState.Held, Now + TimeSpan.FromSeconds(2)), (second.State, second.NotBefore));
        Assert.Equal((JobState.Failed, 3), (third.State, third.Failures));
    }

    [Fact]
    public void A_time_limit_is_no_reason_to_try_again() => Assert.Equal(JobState.Failed, Outcomes.Of(Running(retries: 5), Failed(EndReason.TimeLimit), Now).State);

    [Fact]
    public void One_that_ends_well_while_it_is_stopped_has_succeeded() =>
        Assert.Equal(JobState.Succeeded, Outcomes.Of(Running(retries: 0) with { Stopping = StopIntent.Cancel }, new([new(EndReason.Exited, 0, null, Now)], null, Now, Now), Now).State);

    [Fact]
    public void A_gang_hangs_when_no_rank_reports_a_step_for_long_and_the_one_behind_is_named()
    {
        var progress = new GangProgress(2);
        for (var step = 1; step <= 10; step++)
        {
            progress.Note(0, step, Now.AddSeconds(step));
            if (step < 10) progress.Note(1, step, Now.AddSeconds(step));
        }

        Assert.Null(progress.FindHang(Now.AddSeconds(25), 20, TimeSpan.FromSeconds(5)));
        Assert.StartsWith("Rank 1 made no progress for 31 s after step 9, where a step takes 1 s", progress.FindHang(Now.AddSeconds(40), 20, TimeSpan.FromSeconds(5)), StringComparison.Ordinal);
    }

    private static Job Running(int retries) => new(1, new("test", "default", ["true"]) { Needs = new(Foundation.Units.Cpus.Of(1), new(1)), Retries = RetryRule.Never with { Limit = retries } }, "ada", JobState.Running, Now)
    {
        Attempt = new(1, 1, "local", [], Now),
        Attempts = 1,
    };

    private static AttemptOutcome Failed(EndReason reason) => new([new(reason, reason == EndReason.Exited ? 1 : null, null, Now)], 0, Now, Now);
}
