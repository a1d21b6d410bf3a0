using Athanor.Conformance;
using Athanor.Foundation.Units;
using Athanor.Foundation.Usage;
using Athanor.Jobs.Executors;
using Athanor.Jobs.Executors.Local;
using Athanor.Jobs.Model;
using Athanor.Jobs.Queue;
using Athanor.Jobs.Replicas;
using Athanor.Jobs.Replicas.Samples;
using Athanor.Jobs.Scheduling;

namespace Athanor.Jobs.Tests;

/// <summary>What the books are told.</summary>
public sealed class UsageTests : IDisposable
{
    private static readonly DateTimeOffset Placed = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly LocalMachine Machine = new(
        new(new([0, 1, 2, 3], "any", 1, 4, [], []), Bytes.FromMebibytes(8192), [new("GPU-1", "gpu", 0, "NVIDIA H100", Bytes.FromMebibytes(81920)) { PowerLimitWatts = 650 }, new("GPU-2", "gpu", 1, "NVIDIA T4", Bytes.FromMebibytes(16384))], [], false),
        new(),
        "here");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_job_holds_what_its_replicas_need_and_the_accelerators_that_they_were_given()
    {
        var entry = new AttemptHolds(Machine).Of(JobAt(JobState.Running, new ReplicaPlace("here") { Accelerators = ["GPU-1"] }, new ReplicaPlace("here") { Accelerators = ["GPU-2"] }))!;

        var hold = Assert.Single(entry.Nodes);
        Assert.Equal((Placed, null, "plants", "ada"), (entry.From, entry.Until, entry.Project, entry.Owner));
        Assert.Equal(("here", Cpus.Of(4), Bytes.FromMebibytes(2048)), (hold.Node, hold.Amounts.Cpus, hold.Amounts.Memory));
        Assert.Equal([new("gpu", "NVIDIA H100", 1) { PowerLimit = new Watts(650) }, new("gpu", "NVIDIA T4", 1)], hold.Amounts.Accelerators);
    }

    [Fact]
    public void On_a_cluster_it_holds_nothing_while_it_waits_there_and_what_it_asked_for_once_it_runs()
    {
        var waiting = JobAt(JobState.Placed);
        waiting = waiting with { Attempt = waiting.Attempt! with { Executor = "slurm" } };
        var running = waiting with { State = JobState.Running, Attempt = waiting.Attempt with { Places = [new("n1"), new("n2")], StartedAt = Placed.AddHours(7) } };

        Assert.Null(new AttemptHolds(Machine).Of(waiting));
        var entry = new AttemptHolds(Machine).Of(running)!;
        Assert.Equal(Placed.AddHours(7), entry.From);
        Assert.Equal(["n1", "n2"], entry.Nodes.Select(hold => hold.Node));
        Assert.All(entry.Nodes, hold => Assert.Equal([new AcceleratorAmount("gpu", "", 1)], hold.Amounts.Accelerators));
    }

    [Fact]
    public void What_its_shims_wrote_at_the_end_is_what_it_used_and_when_the_last_one_ended()
    {
        var run = RunOf(JobAt(JobState.Running, new("here"), new("here")));
        Write(run.Folder.Replica(0), new(EndReason.Exited, 0, null, Placed.AddSeconds(50)) { Usage = new() { CpuSeconds = 40, PeakMemoryBytes = 7, ReadBytes = 1, WrittenBytes = 2 } });
        Write(run.Folder.Replica(1), new(EndReason.Exited, 0, null, Placed.AddSeconds(60)) { Usage = new() { CpuSeconds = 20, PeakMemoryBytes = 9, ReadBytes = 10, WrittenBytes = 20 } });

        var use = UseReader.Read(run);

        Assert.Equal(Placed.AddSeconds(60), use.Until);
        Assert.Equal(new MeasuredUse { CpuTime = TimeSpan.FromSeconds(60), PeakMemory = new Bytes(9), Read = new Bytes(11), Written = new Bytes(22) }, Assert.Single(use.ByNode).Value);
    }

    [Fact]
    public void Of_one_that_runs_the_samples_tell_and_what_its_accelerators_drew_they_alone_know()
    {
        var run = RunOf(JobAt(JobState.Running, new ReplicaPlace("here")));
        Directory.CreateDirectory(run.Folder.Replica(0).Path);
        using (var writer = SampleWriter.TryOpen(run.Folder.Replica(0), 2)!)
            for (var second = 1; second <= 30; second++)
                writer.Add(new(Placed.AddSeconds(second), TimeSpan.FromSeconds(1), second / 2.0, 0.5, 0.5, 5, 6, 0, 0) { Accelerators = [new(1, 1, 0, 0, 400, 400), new(0, 0, 0, 0, 0, 0)] });

        var use = UseReader.Read(run).ByNode["here"];

        Assert.Equal((TimeSpan.FromSeconds(15), new Bytes(6)), (use.CpuTime, use.PeakMemory));
        Assert.Equal((new Joules(12_000), TimeSpan.FromSeconds(30)), (use.AcceleratorEnergy, use.AcceleratorTime));
    }

    private static void Write(ReplicaFolder folder, ReplicaEnd end)
    {
        Directory.CreateDirectory(folder.Path);
        folder.Write(end);
    }

    private AttemptRun RunOf(Job job) => new(job, job.Attempt!, new(_folder.File("1"), 1));

    private static Job JobAt(JobState state, params IReadOnlyList<ReplicaPlace> places)
    {
        var specification = new JobSpecification("train", "plants", ["true"]) { Replicas = 2, Needs = new(Cpus.Of(2), Bytes.FromMebibytes(1024)) { Accelerators = new("gpu", 1) } };
        return new(1, specification, "ada", state, Placed) { Attempts = 1, Attempt = new(1, 1, LocalExecutor.ExecutorName, places, Placed) };
    }
}
