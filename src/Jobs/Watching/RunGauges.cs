using System.Diagnostics.Metrics;
using Athanor.Jobs.Model;
using Athanor.Jobs.Queue;
using Athanor.Jobs.Replicas.Samples;
using Athanor.Jobs.Scheduling;
using Microsoft.Extensions.Hosting;

namespace Athanor.Jobs.Watching;

/// <summary>What running replicas use, as metrics, each time somebody asks; of so many at most, since each is a series.</summary>
internal sealed class RunGauges(JobTable table, AttemptFolders folders, TimeProvider clock, IMeterFactory meters) : IHostedService
{
    private const int MostReplicas = 500;
    private static readonly TimeSpan Recent = TimeSpan.FromSeconds(10);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var meter = meters.Create("Athanor.Jobs");
        meter.CreateObservableGauge("athanor.job.processors", () => Measure(sample => sample.Processors), "{processor}", "How many processors a replica keeps busy.");
        meter.CreateObservableGauge("athanor.job.memory", () => Measure(sample => sample.MemoryBytes), "By", "What a replica has in memory.");
        meter.CreateObservableGauge("athanor.job.accelerators", () => Measure(sample => sample.Accelerators.Count == 0 ? null : sample.Accelerators.Average(one => one.Utilisation)), "1", "How busy the accelerators of a replica are, from 0 to 1.");
        meter.CreateObservableCounter("athanor.job.network", MeasureTraffic, "By", "What the TCP connections of a replica carried since it began, by direction.");
        meter.CreateObservableGauge("athanor.job.step", () => Measure(sample => sample.Step), "{step}", "The last step that a replica reported.");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private IEnumerable<Measurement<double>> Measure(Func<ReplicaSample, double?> valueOf) =>
        from replica in Replicas()
        let value = valueOf(replica.Sample)
        where value is not null
        select new Measurement<double>(value.Value, TagsOf(replica));

    private IEnumerable<Measurement<long>> MeasureTraffic() => Replicas().SelectMany(replica => new Measurement<long>[]
    {
        new(replica.Sample.ReceivedBytes, [.. TagsOf(replica), new("direction", "received")]),
        new(replica.Sample.SentBytes, [.. TagsOf(replica), new("direction", "sent")]),
    });

    private static KeyValuePair<string, object?>[] TagsOf((Job Job, int Rank, ReplicaSample Sample) replica) =>
        [new("job", replica.Job.Id), new("rank", replica.Rank), new("project", replica.Job.Project)];

    private IEnumerable<(Job Job, int Rank, ReplicaSample Sample)> Replicas()
    {
        var old = clock.GetUtcNow() - Recent;
        var running = from job in table.Active
                      where job is { State: JobState.Running, Attempt: not null }
                      from rank in Enumerable.Range(0, job.Specification.Replicas)
                      select (Job: job, Rank: rank);
        return from replica in running.Take(MostReplicas)
               let sample = ReplicaSamples.ReadLast(folders.RunOf(replica.Job).Folder.Replica(replica.Rank))
               where sample is not null && sample.At > old
               select (replica.Job, replica.Rank, sample);
    }
}
