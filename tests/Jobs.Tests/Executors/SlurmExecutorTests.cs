using Athanor.Conformance;
using Athanor.Conformance.Engines;
using Athanor.Jobs.Executors;
using Athanor.Jobs.Executors.Slurm;
using Athanor.Jobs.Replicas;
using Athanor.Jobs.Tests.Replicas;
using Microsoft.Extensions.Logging.Abstractions;

namespace Athanor.Jobs.Tests.Executors;

public sealed class SlurmExecutorTests : ExecutorConformance, IClassFixture<SlurmCluster>, IDisposable
{
    private readonly SlurmCluster _cluster;
    private readonly SlurmQueue _queue;
    private readonly IExecutor _executor;

    public SlurmExecutorTests(SlurmCluster cluster)
    {
        if (SlurmCluster.WhyMissing is { } reason) Requirement.Missing(reason);
        _cluster = cluster;
        var options = new SlurmOptions { Folder = cluster.Shared, Configuration = cluster.Configuration, PollInterval = TimeSpan.FromSeconds(0.2), SilentFor = TimeSpan.FromSeconds(5) };
        var commands = new SlurmCommands(options, TimeProvider.System);
        _queue = new(commands, options, TimeProvider.System, NullLogger<SlurmQueue>.Instance);
        _executor = new SlurmExecutor(options, commands, _queue, [Scene.Binary], TimeProvider.System);
    }

    private protected override IExecutor Executor => _executor;

    private protected override string Root => _cluster.Shared;

    [Fact]
    public async Task A_job_that_waits_in_the_queue_says_why_and_can_be_stopped()
    {
        await _cluster.CommandAsync("scontrol", "update", "nodename=n[1-4]", "state=drain", "reason=test");
        try
        {
            var run = NewRun(1, "true");
            await StartAsync(run);

            Assert.Contains("waits in Slurm's queue", await Executor.ExplainAsync(run, TestContext.Current.CancellationToken), StringComparison.Ordinal);
            await Executor.StopAsync(run, new(null, TimeSpan.Zero), TestContext.Current.CancellationToken);
            var outcome = await Executor.WaitForEndAsync(run, TestContext.Current.CancellationToken);

            Assert.Equal(EndReason.Stopped, outcome.Ends[0].Reason);
        }
        finally
        {
            await _cluster.CommandAsync("scontrol", "update", "nodename=n[1-4]", "state=resume");
        }
    }

    public void Dispose() => _queue.Dispose();
}
