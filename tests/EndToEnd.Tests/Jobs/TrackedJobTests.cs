namespace Athanor.EndToEnd.Jobs;

public sealed class TrackedJobTests
{
    [Fact]
    public async Task A_run_of_a_job_is_shown_with_what_the_job_used()
    {
        await using var jobs = await JobServer.StartAsync();
        var id = await jobs.SubmitAsync("""
            command: 'curl -sf -H "Authorization: Bearer $MLFLOW_TRACKING_TOKEN" -d "{\"experiment_id\":\"0\",\"run_name\":\"of a job\"}" $MLFLOW_TRACKING_URI/api/2.0/mlflow/runs/create && sleep 3'
            """);
        Assert.Equal("succeeded", JobServer.StateOf(await jobs.EndAsync(id)));

        var shown = await AthanorCommand.RunAsync(jobs.Server, "runs", "show", "of a job");

        Assert.Matches($"tag +athanor.job +{id}\n", shown.Output);
        Assert.Matches("job +memory +[0-9]", shown.Output);
    }
}
