using System.Text;
using Athanor.Conformance;
using Athanor.Foundation.Units;
using Athanor.Jobs.Executors;
using Athanor.Jobs.Model;
using Athanor.Jobs.Replicas;
using Athanor.Jobs.Replicas.Logs;

namespace Athanor.Jobs.Tests.Executors;

/// <summary>What every executor does alike, wherever it runs attempts: with real shims, and a real cluster where it is for one.</summary>
public abstract class ExecutorConformance
{
    private static int _numbers;

    private protected abstract IExecutor Executor { get; }

    private protected abstract string Root { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_failing_job_reports_its_exit_code()
    {
        var run = NewRun(1, "exit 7");

        await StartAsync(run);
        var outcome = await Executor.WaitForEndAsync(run, Cancellation);

        Assert.Equal([7], outcome.ExitCodes);
        Assert.Equal("It ended with exit code 7.", Verdict.Of(outcome));
        Assert.False(outcome.IsLost);
    }

    [Fact]
    public async Task All_ranks_of_a_gang_run_and_know_their_places()
    {
        var run = NewRun(3, "echo $RANK of $WORLD_SIZE");

        await StartAsync(run);
        var start = await Executor.WaitForStartAsync(run, Cancellation);
        var outcome = await Executor.WaitForEndAsync(run, Cancellation);

        Assert.True(outcome.IsSuccess, Verdict.Of(outcome));
        Assert.True(start is null || start <= outcome.EndedAt);
        for (var rank = 0; rank < 3; rank++) Assert.Equal($"{rank} of 3\n", await LogAsync(run, rank));
    }

    [Fact]
    public async Task When_a_rank_fails_the_others_are_stopped_and_the_verdict_names_it()
    {
        var run = NewRun(3, "if [ $RANK = 1 ]; then sleep 0.5; exit 9; fi; sleep 600");

        await StartAsync(run);
        var outcome = await Executor.WaitForEndAsync(run, Cancellation);

        Assert.Equal(1, outcome.FirstFault);
        Assert.Equal("Rank 1 ended with exit code 9.", Verdict.Of(outcome));
        Assert.All(new[] { 0, 2 }, rank => Assert.Equal(EndReason.Stopped, outcome.Ends[rank].Reason));
    }

    [Fact]
    public async Task A_job_that_is_stopped_may_end_in_its_own_way()
    {
        var run = NewRun(2, "trap 'echo saved; exit 0' USR1; echo ready; while :; do sleep 0.05; done");
        await StartAsync(run);
        await SaysAsync(run, 0, "ready");
        await SaysAsync(run, 1, "ready");

        await Executor.StopAsync(run, new("SIGUSR1", TimeSpan.FromSeconds(30)), Cancellation);
        var outcome = await Executor.WaitForEndAsync(run, Cancellation);

        Assert.All([0, 1], rank => Assert.Equal(0, outcome.Ends[rank].ExitCode));
        Assert.EndsWith("saved\n", await LogAsync(run, 1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_saved_its_work_first_leaves_the_others_the_time_for_theirs()
    {
        var run = NewRun(2, "trap 'test $RANK = 0 || sleep 2; echo saved; exit 0' USR1; echo ready; while :; do sleep 0.05; done");
        await StartAsync(run);
        await SaysAsync(run, 0, "ready");
        await SaysAsync(run, 1, "ready");

        await Executor.StopAsync(run, new("SIGUSR1", TimeSpan.FromSeconds(30)), Cancellation);
        var outcome = await Executor.WaitForEndAsync(run, Cancellation);

        Assert.All([0, 1], rank => Assert.Equal((EndReason.Stopped, 0), (outcome.Ends[rank].Reason, outcome.Ends[rank].ExitCode)));
        Assert.EndsWith("saved\n", await LogAsync(run, 1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_that_ignores_being_asked_is_ended_after_its_grace()
    {
        var run = NewRun(1, "trap '' TERM; echo ready; while :; do sleep 0.05; done");
        await StartAsync(run);
        await SaysAsync(run, 0, "ready");

        await Executor.StopAsync(run, new(null, TimeSpan.Zero), Cancellation);
        var outcome = await Executor.WaitForEndAsync(run, Cancellation);

        Assert.Equal(EndReason.Stopped, outcome.Ends[0].Reason);
        Assert.Equal(9, outcome.Ends[0].Signal);
    }

    [Fact]
    public async Task What_is_started_twice_runs_once()
    {
        var run = NewRun(1, "echo once; sleep 1");

        await StartAsync(run);
        await StartAsync(run);
        var outcome = await Executor.WaitForEndAsync(run, Cancellation);
        await StartAsync(run);

        Assert.True((await Executor.WaitForEndAsync(run, Cancellation)).IsSuccess && outcome.IsSuccess);
        Assert.Equal("once\n", await LogAsync(run, 0));
    }

    [Fact]
    public async Task A_command_that_does_not_exist_says_so()
    {
        var run = NewRun(1, "") with { };
        run = run with { Job = run.Job with { Specification = run.Job.Specification with { Command = ["/no/such/program"] } } };

        await StartAsync(run);
        var outcome = await Executor.WaitForEndAsync(run, Cancellation);

        Assert.Equal(EndReason.NotStarted, outcome.Ends[0].Reason);
        Assert.Contains("/no/such/program", Verdict.Of(outcome), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_time_limit_holds_without_anybody_watching()
    {
        var run = NewRun(1, "sleep 600") with { };
        run = run with { Job = run.Job with { Specification = run.Job.Specification with { TimeLimit = TimeSpan.FromSeconds(1) } } };

        await StartAsync(run);
        var outcome = await Executor.WaitForEndAsync(run, Cancellation);

        Assert.True(outcome.IsTimeLimit, Verdict.Of(outcome));
    }

    private protected AttemptRun NewRun(int replicas, string script)
    {
        var id = Interlocked.Increment(ref _numbers);
        var specification = new JobSpecification("test", "default", ["/bin/sh", "-c", script]) { Replicas = replicas, Needs = new(Cpus.Of(1), Bytes.FromMebibytes(256)) };
        var attempt = new Attempt(id, 1, Executor.Name, [.. Enumerable.Repeat(new ReplicaPlace("here"), replicas)], DateTimeOffset.UnixEpoch);
        return new(new Job(id, specification, "ada", JobState.Placed, DateTimeOffset.UnixEpoch) { Attempt = attempt, Attempts = 1 }, attempt, new(Path.Combine(Root, $"{id}"), 1));
    }

    private protected async Task StartAsync(AttemptRun run)
    {
        Directory.CreateDirectory(run.Folder.Work);
        var launches = Enumerable.Range(0, run.Replicas).Select(rank => new ReplicaLaunch(run.Job.Id, 1, rank, run.Job.Specification.Command, run.Folder.Work)
        {
            Environment = new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin", ["RANK"] = $"{rank}", ["WORLD_SIZE"] = $"{run.Replicas}" },
            TimeLimit = run.Job.Specification.TimeLimit,
            StopGrace = TimeSpan.FromSeconds(1),
        });
        await Executor.StartAsync(run, [.. launches], Cancellation);
    }

    private static Task SaysAsync(AttemptRun run, int rank, string words) =>
        Eventually.HoldsAsync(async () => (await LogAsync(run, rank)).Contains(words, StringComparison.Ordinal), $"rank {rank} says '{words}'");

    private static async Task<string> LogAsync(AttemptRun run, int rank)
    {
        if (!Directory.Exists(run.Folder.Replica(rank).LogFolder)) return "";
        var text = new StringBuilder();
        await foreach (var piece in ReplicaLog.ReadAsync(run.Folder.Replica(rank), 0, follow: false, TimeProvider.System, Cancellation)) text.Append(Encoding.UTF8.GetString(piece.Content.Span));
        return text.ToString();
    }
}
