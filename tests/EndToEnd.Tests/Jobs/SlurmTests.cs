using Athanor.Conformance;
using Athanor.Conformance.Engines;

namespace Athanor.EndToEnd.Jobs;

/// <summary>A real cluster whose daemons die, under a real server that dies.</summary>
public sealed class SlurmTests(SlurmCluster cluster) : IClassFixture<SlurmCluster>
{
    private const string Ticking = "command: 'trap \"exit 0\" TERM; echo $SLURMD_NODENAME >>$ATHANOR_CHECKPOINTS/nodes; while :; do date +%s.%N >>$ATHANOR_CHECKPOINTS/ticks-$ATHANOR_ATTEMPT; sleep 0.2; done'\nexecutor: slurm\nretries: { limit: 3, backoff: 1s }";

    private string _root = "";

    [Fact]
    public async Task A_server_that_is_killed_finds_its_jobs_again()
    {
        await using var jobs = await StartAsync();
        var running = await jobs.SubmitAsync("command: 'for i in $(seq 1 30); do echo $i; sleep 0.1; done; exit 4'\nexecutor: slurm\nreplicas: 2");
        await jobs.SaysAsync(running, "3");
        var late = await jobs.SubmitAsync("command: 'echo once'\nexecutor: slurm");
        await jobs.Server.KillAsync();
        await jobs.Server.StartAsync();

        var job = await jobs.EndAsync(running);
        Assert.Equal(("failed", 1), (JobServer.StateOf(job), job.GetProperty("attempts").GetInt32()));
        Assert.Equal(string.Concat(Enumerable.Range(1, 30).Select(line => $"{line}\n")), await jobs.LogAsync(running, rank: 1));
        Assert.Equal("succeeded", JobServer.StateOf(await jobs.EndAsync(late)));
        Assert.Equal("once\n", await jobs.LogAsync(late));
    }

    [Fact]
    public async Task A_controller_that_dies_and_comes_back_changes_nothing()
    {
        await using var jobs = await StartAsync();
        var id = await jobs.SubmitAsync("command: 'echo begins; sleep 4; echo ends'\nexecutor: slurm");
        await jobs.SaysAsync(id, "begins");

        await cluster.KillAsync("ctld");
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        await cluster.ReviveAsync("ctld");

        Assert.Equal("succeeded", JobServer.StateOf(await jobs.EndAsync(id)));
        Assert.Equal("begins\nends\n", await jobs.LogAsync(id));
    }

    [Fact]
    public async Task When_a_node_is_taken_down_the_job_goes_on_elsewhere_and_never_runs_twice_at_a_time()
    {
        await using var jobs = await StartAsync("--slurm.silent-for", "10s");
        var id = await jobs.SubmitAsync(Ticking);
        await jobs.BecomesAsync(id, "running");
        var folder = Path.Combine(jobs.FolderOf(id, _root), "checkpoints");
        await Eventually.HoldsAsync(() => Task.FromResult(File.Exists(Path.Combine(folder, "ticks-1"))), "it runs");
        var node = (await File.ReadAllTextAsync(Path.Combine(folder, "nodes"), TestContext.Current.CancellationToken)).Trim();

        // The daemon goes and its steps stay: they are orphans that nobody but their shims could end.
        await cluster.KillAsync(node);
        await cluster.CommandAsync("scontrol", "update", $"nodename={node}", "state=down", "reason=test");
        try
        {
            await Eventually.HoldsAsync(() => Task.FromResult(File.Exists(Path.Combine(folder, "ticks-2"))), "it goes on elsewhere");
            var (last, first) = (await TicksAsync(folder, 1), await TicksAsync(folder, 2));
            await jobs.CancelAsync(id);
            await jobs.EndAsync(id);

            Assert.True(last[^1] < first[0], $"The first attempt ran until {last[^1]}, the second from {first[0]} on.");
            Assert.Equal(last.Count, (await TicksAsync(folder, 1)).Count);
        }
        finally
        {
            await cluster.ReviveAsync(node);
            await Eventually.HoldsAsync(async () => (await cluster.CommandAsync("sinfo", "-h", "-N", "-n", node, "-o", "%T")).Trim() == "idle", "the node is back");
        }
    }

    [Fact]
    public async Task Cancelling_ends_a_job_of_the_cluster_and_all_that_it_started()
    {
        await using var jobs = await StartAsync();
        var id = await jobs.SubmitAsync("command: '(setsid sleep 700 &); echo ready; sleep 700'\nexecutor: slurm\nreplicas: 2");
        await jobs.SaysAsync(id, "ready", rank: 1);

        await jobs.CancelAsync(id);

        Assert.Equal("cancelled", JobServer.StateOf(await jobs.EndAsync(id)));
        Assert.Empty(JobServer.ProcessesWith($"ATHANOR_WORK={_root}/"));
        await Eventually.HoldsAsync(async () => (await cluster.CommandAsync("squeue", "-h", "-t", "running,pending")).Trim().Length == 0, "Slurm has nothing left of it");
    }

    [Fact]
    [Trait("Category", "Faults")]
    public async Task Kills_of_servers_and_daemons_at_any_moment_leave_every_job_in_a_true_state()
    {
        var rounds = Environment.GetEnvironmentVariable("ATHANOR_FAULTS") == "full" ? 30 : 4;
        await using var jobs = await StartAsync("--slurm.silent-for", "10s");
        var (random, ids) = (new Random(23), new List<long>());
        for (var round = 0; round < rounds; round++)
        {
            for (var number = 0; number < 3; number++)
            {
                var script = $"f=$ATHANOR_CHECKPOINTS/attempt-$ATHANOR_ATTEMPT; date +%s.%N >>$f; sleep 0.{random.Next(1, 10)}; date +%s.%N >>$f; exit {number % 2}";
                ids.Add(await jobs.SubmitAsync($"command: '{script}'\nexecutor: slurm\nretries: {{ limit: {(number % 2 == 0 ? 5 : 0)}, backoff: 1s }}"));
            }
            await Task.Delay(random.Next(1000), TestContext.Current.CancellationToken);
            var daemon = (round % 3) switch { 0 => "ctld", 1 => $"n{random.Next(1, 5)}", _ => null };
            if (daemon is null) await jobs.Server.KillAsync();
            else await cluster.KillAsync(daemon);
            await Task.Delay(random.Next(500), TestContext.Current.CancellationToken);
            if (daemon is null) await jobs.Server.StartAsync();
            else await cluster.ReviveAsync(daemon);
        }

        for (var index = 0; index < ids.Count; index++)
        {
            var job = await jobs.EndAsync(ids[index]);
            var folder = Path.Combine(jobs.FolderOf(ids[index], _root), "checkpoints");
            var attempts = Directory.GetFiles(folder, "attempt-*").OrderBy(file => file.Length).ThenBy(file => file, StringComparer.Ordinal).Select(MomentsOf).ToList();

            Assert.Equal(index % 3 % 2 == 0 ? "succeeded" : "failed", JobServer.StateOf(job));
            Assert.All(attempts, moments => Assert.InRange(moments.Count, 1, 2));
            if (JobServer.StateOf(job) == "succeeded") Assert.Equal(2, attempts[^1].Count);
            Assert.All(attempts.Zip(attempts.Skip(1)), pair => Assert.True(pair.First[^1] < pair.Second[0], $"Two attempts of job {ids[index]} ran at a time."));
        }
        await Eventually.HoldsAsync(() => Task.FromResult(JobServer.ProcessesWith($"ATHANOR_WORK={_root}/").Count == 0), "no process of a job is left");
    }

    private async Task<JobServer> StartAsync(params string[] settings)
    {
        if (SlurmCluster.WhyMissing is { } reason) Requirement.Missing(reason);
        // Each server has a folder of its own on the cluster, as two servers on one cluster would.
        _root = Directory.CreateDirectory(Path.Combine(cluster.Shared, Path.GetRandomFileName())).FullName;
        return await JobServer.StartAsync(["--slurm.folder", _root, "--slurm.configuration", cluster.Configuration, "--slurm.poll-interval", "500ms", .. settings]);
    }

    private static Task<List<decimal>> TicksAsync(string folder, int attempt) => Task.FromResult(MomentsOf(Path.Combine(folder, $"ticks-{attempt}")));

    private static List<decimal> MomentsOf(string file) =>
        [.. File.ReadAllLines(file).Where(line => line.Length > 0).Select(line => decimal.Parse(line, System.Globalization.CultureInfo.InvariantCulture))];
}
