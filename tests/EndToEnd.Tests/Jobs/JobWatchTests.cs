namespace Athanor.EndToEnd.Jobs;

/// <summary>Jobs that go wrong without failing.</summary>
public sealed class JobWatchTests
{
    [Fact]
    public async Task A_gang_that_hangs_is_started_again_and_the_rank_at_fault_is_named()
    {
        await using var jobs = await JobServer.StartAsync("--jobs.hang-factor", "5", "--jobs.hang-least", "2s");
        var id = await jobs.SubmitAsync(
            """
            command: 'test $ATHANOR_ATTEMPT = 2 && exit 0; for step in $(seq 1 30); do echo $step >$ATHANOR_PROGRESS; sleep 0.3; done; test $RANK = 1 || echo 31 >$ATHANOR_PROGRESS; exec sleep 600'
            replicas: 2
            retries: { limit: 1, backoff: 1s }
            """);

        var job = await jobs.EndAsync(id);

        Assert.Equal(("succeeded", 2), (JobServer.StateOf(job), job.GetProperty("attempts").GetInt32()));
        var stopping = await jobs.Server.Client.ListFactsAsync($"/api/v1/journal?subject=job/{id}&verb=job.stopping");
        Assert.Contains("Rank 1 made no progress", Assert.Single(stopping).GetProperty("details").GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_that_does_nothing_is_stopped_by_its_own_rule()
    {
        await using var jobs = await JobServer.StartAsync();
        var id = await jobs.SubmitAsync("command: [sleep, '600']\nidle: { after: 3s, below: 50 }\nretries: 3");

        var job = await jobs.EndAsync(id);

        Assert.Equal(("failed", 1), (JobServer.StateOf(job), job.GetProperty("attempts").GetInt32()));
        Assert.StartsWith("It used 0", JobServer.ReasonOf(job), StringComparison.Ordinal);
    }
}
