using System.Diagnostics;
using Athanor.Conformance;
using Athanor.Conformance.Engines;

namespace Athanor.EndToEnd.Jobs;

/// <summary>The sample that trains with PyTorch's DistributedDataParallel, from one file: here, on Slurm, and with a rank that dies.</summary>
public sealed class DdpTests(SlurmCluster cluster) : IClassFixture<SlurmCluster>
{
    private static string Script => Path.Combine(Repository.Root, "samples", "pytorch", "ddp.py");

    [Fact]
    public async Task Two_ranks_train_on_this_machine()
    {
        RequireTorch();
        await using var jobs = await JobServer.StartAsync();

        var run = await jobs.RunAsync("--replicas", "2", "--memory", "2GiB", "--", "/usr/bin/python3", Script, "--steps", "40");

        Assert.True(run.ExitCode == 0, $"{run.Output}\n{run.Errors}");
        Assert.Contains("after step 40, parameters alike on 2 ranks", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_killed_rank_restarts_the_gang_from_its_checkpoint()
    {
        RequireTorch();
        await using var jobs = await JobServer.StartAsync();
        var id = await jobs.SubmitAsync($"command: [/usr/bin/python3, {Script}, --steps, '60', --checkpoint-every, '10', --step-seconds, '0.05']\nreplicas: 2\nresources: {{ memory: 2 GiB }}\nretries: {{ limit: 2, backoff: 1s }}");
        await jobs.BecomesAsync(id, "running");
        await Eventually.HoldsAsync(() => Task.FromResult(File.Exists(Path.Combine(jobs.FolderOf(id), "checkpoints", "ddp.pt"))), "there is a checkpoint");

        Process.GetProcessById(await jobs.ProcessOfAsync(id, 1, "process")).Kill();
        var job = await jobs.EndAsync(id);

        Assert.Equal(("succeeded", 2), (JobServer.StateOf(job), job.GetProperty("attempts").GetInt32()));
        var attempts = await jobs.Server.GetAsync($"/api/v1/jobs/{id}/attempts");
        Assert.Equal("Rank 1 was ended by SIGKILL.", attempts[0].GetProperty("verdict").GetString());
        Assert.DoesNotContain("begins at step 0", await jobs.LogAsync(id, attempt: 2), StringComparison.Ordinal);
        Assert.Contains("after step 60, parameters alike on 2 ranks", await jobs.LogAsync(id, attempt: 2), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_file_trains_over_two_nodes_of_Slurm()
    {
        RequireTorch();
        if (SlurmCluster.WhyMissing is { } reason) Requirement.Missing(reason);
        await using var jobs = await JobServer.StartAsync("--slurm.folder", Path.Combine(cluster.Shared, "ddp"), "--slurm.configuration", cluster.Configuration);

        var run = await jobs.RunAsync("--executor", "slurm", "--replicas", "2", "--cpus", "9", "--memory", "4GiB", "--", "/usr/bin/python3", Script, "--steps", "40");

        Assert.True(run.ExitCode == 0, $"{run.Output}\n{run.Errors}\n{jobs.Server.Output}");
        Assert.Contains("after step 40, parameters alike on 2 ranks", run.Output, StringComparison.Ordinal);
        var places = (await jobs.Server.GetAsync("/api/v1/jobs/1")).GetProperty("attempt").GetProperty("places").EnumerateArray().Select(place => place.GetProperty("node").GetString());
        Assert.Equal(2, places.Distinct().Count());
    }

    private static void RequireTorch()
    {
        if (!Directory.Exists("/usr/lib/python3/dist-packages/torch")) Requirement.Missing("PyTorch is not installed (Debian: apt-get install python3-torch).");
    }
}
