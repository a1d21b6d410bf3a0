using System.Diagnostics;
using Athanor.Conformance;

namespace Athanor.EndToEnd.Jobs;

/// <summary>Kills what can be killed, and looks at what is left.</summary>
public sealed class JobKillTests
{
    [Fact]
    public async Task A_server_that_is_killed_while_ten_jobs_run_loses_no_exit_code_and_no_line()
    {
        await using var jobs = await JobServer.StartAsync(16);
        var ids = new List<long>();
        for (var number = 0; number < 10; number++) ids.Add(await jobs.SubmitAsync($"command: 'for i in $(seq 1 40); do echo $i; sleep 0.05; done; exit {number}'"));
        foreach (var id in ids) await jobs.SaysAsync(id, "3");

        for (var kill = 0; kill < 3; kill++)
        {
            await jobs.Server.KillAsync();
            await jobs.Server.StartAsync();
        }

        var lines = string.Concat(Enumerable.Range(1, 40).Select(line => $"{line}\n"));
        for (var number = 0; number < 10; number++)
        {
            var job = await jobs.EndAsync(ids[number]);
            Assert.Equal(number == 0 ? "succeeded" : "failed", JobServer.StateOf(job));
            Assert.Equal(number, job.GetProperty("attempt").GetProperty("exitCodes")[0].GetInt32());
            Assert.Equal(1, job.GetProperty("attempts").GetInt32());
            Assert.Equal(lines, await jobs.LogAsync(ids[number]));
        }
        await jobs.Server.Client.AssertJournalIsWholeAsync();
    }

    [Fact]
    public async Task What_was_submitted_before_a_kill_runs_after_it_once()
    {
        await using var jobs = await JobServer.StartAsync();
        var ids = new List<long>();
        for (var number = 0; number < 20; number++) ids.Add(await jobs.SubmitAsync("command: 'echo once; sleep 0.1'"));
        await jobs.Server.KillAsync();
        await jobs.Server.StartAsync();

        foreach (var id in ids)
        {
            Assert.Equal("succeeded", JobServer.StateOf(await jobs.EndAsync(id)));
            Assert.Equal("once\n", await jobs.LogAsync(id));
        }
    }

    [Fact]
    public async Task A_shim_that_is_killed_leaves_nothing_behind_and_the_job_is_tried_again()
    {
        await using var jobs = await JobServer.StartAsync();
        var id = await jobs.SubmitAsync("command: 'echo begins; test $ATHANOR_ATTEMPT = 2 || { sleep 600 & sleep 600; }'\nretries: { limit: 1, backoff: 1s }");
        await jobs.SaysAsync(id, "begins");
        await jobs.BecomesAsync(id, "running");

        Process.GetProcessById(await jobs.ProcessOfAsync(id, 0, "shim")).Kill();
        var job = await jobs.EndAsync(id);

        Assert.Equal(("succeeded", 2), (JobServer.StateOf(job), job.GetProperty("attempts").GetInt32()));
        var attempts = await jobs.Server.GetAsync($"/api/v1/jobs/{id}/attempts");
        Assert.StartsWith("It was lost", attempts[0].GetProperty("verdict").GetString(), StringComparison.Ordinal);
        Assert.Empty(JobServer.ProcessesWith($"ATHANOR_WORK={jobs.FolderOf(id)}/1/"));
    }

    [Fact]
    public async Task Cancelling_ends_the_whole_tree_however_far_it_moved_away()
    {
        await using var jobs = await JobServer.StartAsync();
        var id = await jobs.SubmitAsync("command: 'setsid sh -c \"trap : TERM INT HUP; while :; do sleep 1; done\" & (sleep 700 &) ; trap : TERM; echo ready; while :; do sleep 0.1; done'");
        await jobs.SaysAsync(id, "ready");

        await jobs.CancelAsync(id);
        var job = await jobs.EndAsync(id);

        Assert.Equal("cancelled", JobServer.StateOf(job));
        Assert.Equal("person/admin cancelled it.", JobServer.ReasonOf(job));
        Assert.Empty(JobServer.ProcessesWith($"ATHANOR_WORK={jobs.Server.Folder}/"));
    }

    [Fact]
    public async Task A_cancelled_job_ends_even_when_the_server_is_killed_right_after()
    {
        await using var jobs = await JobServer.StartAsync();
        var id = await jobs.SubmitAsync("command: 'trap : TERM; echo ready; while :; do sleep 0.1; done'");
        await jobs.SaysAsync(id, "ready");
        await jobs.CancelAsync(id);
        await jobs.Server.KillAsync();
        await jobs.Server.StartAsync();

        Assert.Equal("cancelled", JobServer.StateOf(await jobs.EndAsync(id)));
        Assert.Empty(JobServer.ProcessesWith($"ATHANOR_WORK={jobs.Server.Folder}/"));
    }

    [Fact]
    [Trait("Category", "Faults")]
    public async Task Kills_at_any_moment_leave_every_job_in_a_true_state()
    {
        var rounds = Environment.GetEnvironmentVariable("ATHANOR_FAULTS") == "full" ? 40 : 4;
        await using var jobs = await JobServer.StartAsync();
        var (random, ids) = (new Random(20), new List<long>());
        for (var round = 0; round < rounds; round++)
        {
            for (var number = 0; number < 5; number++) ids.Add(await jobs.SubmitAsync($"command: 'echo run >>$ATHANOR_CHECKPOINTS/runs; sleep 0.{random.Next(10)}; exit {number % 2}'"));
            await Task.Delay(random.Next(300), TestContext.Current.CancellationToken);
            await jobs.Server.KillAsync();
            await jobs.Server.StartAsync();
        }

        for (var index = 0; index < ids.Count; index++)
        {
            var job = await jobs.EndAsync(ids[index]);
            Assert.Equal((index % 5 % 2 == 0 ? "succeeded" : "failed", 1), (JobServer.StateOf(job), job.GetProperty("attempts").GetInt32()));
            Assert.Equal("run\n", await File.ReadAllTextAsync(Path.Combine(jobs.FolderOf(ids[index]), "checkpoints", "runs"), TestContext.Current.CancellationToken));
        }
        await Eventually.HoldsAsync(() => Task.FromResult(JobServer.ProcessesWith($"ATHANOR_WORK={jobs.Server.Folder}/").Count == 0), "no process of a job is left");
    }
}
