using System.Diagnostics.Metrics;
using Athanor.Accounting;
using Athanor.Accounting.Keeping;
using Athanor.Benchmarks.Harness;
using Athanor.Compute.Inventory;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Databases.Migrations;
using Athanor.Foundation.Units;
using Athanor.Jobs;
using Athanor.Jobs.Executors.Local;
using Athanor.Jobs.Model;
using Athanor.Jobs.Queue;
using Microsoft.Extensions.DependencyInjection;

namespace Athanor.Benchmarks.Jobs;

/// <summary>Gives waiting jobs their places as the scheduler does: in the tables, the Journal and the books, on disk before the next ones.</summary>
internal static class DurablePlacements
{
    private const int Count = 20_000;
    private const int AtOnce = 1000;
    private const int Rounds = 3;

    public static async Task<Series> MeasureAsync(Workplace workplace, CancellationToken cancellation)
    {
        IReadOnlyList<Migration> tables = [.. Migration.Of("foundation", typeof(IDatabase).Assembly), .. JobsSlice.Migrations, .. AccountingSlice.Migrations];
        await using var database = DatabaseOpener.Open(new(), workplace.Directory, tables, workplace.Clock);
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var table = new JobTable();
        var ledger = new JobLedger(database, table, new(new LocalMachine(MachineInventory.Read(), new(), "here")), new UsageBook(), new(services.GetRequiredService<IMeterFactory>()), workplace.Clock);
        var rates = new List<double>();
        for (var round = 0; round <= Rounds; round++)
        {
            var first = (round * Count) + 1;
            for (var id = first; id < first + Count; id += AtOnce) await AddAsync(ledger, id, workplace.Clock.GetUtcNow(), cancellation);
            var begin = workplace.Clock.GetTimestamp();
            for (var id = first; id < first + Count; id += AtOnce) await PlaceAsync(ledger, id, workplace.Clock.GetUtcNow(), cancellation);
            var rate = Count / workplace.Clock.GetElapsedTime(begin).TotalSeconds;
            Workplace.Say($"{rate:0} placements/s");
            if (round > 0) rates.Add(rate);
        }
        return new("durable placements", "jobs/s", [.. rates]);
    }

    private static Task<IReadOnlyList<Job>> AddAsync(JobLedger ledger, int first, DateTimeOffset now, CancellationToken cancellation) => ledger.AddAsync(
        session =>
        {
            var jobs = Enumerable.Range(first, AtOnce).Select(id => new Job(id, Specification, "ada", JobState.Queued, now) { QueuedAt = now }).ToList();
            foreach (var job in jobs) JobsDatabase.Add(session, job);
            return jobs;
        },
        cancellation);

    private static async Task PlaceAsync(JobLedger ledger, int first, DateTimeOffset now, CancellationToken cancellation)
    {
        var placed = await ledger.ChangeAllAsync(JobLedger.System, [.. Enumerable.Range(first, AtOnce).Select(id => ((long)id, (Func<Job, Job?>)(job => Place(job, now))))], cancellation);
        if (placed.Count != AtOnce) throw new InvalidOperationException("Not all jobs got their place.");
    }

    private static Job Place(Job job, DateTimeOffset now) => job with
    {
        State = JobState.Placed,
        Attempts = 1,
        Attempt = new(job.Id, 1, "local", [new ReplicaPlace($"node-{job.Id % 5000}") { Accelerators = [$"GPU-{job.Id}"] }], now) { MasterPort = 20_000 },
    };

    private static JobSpecification Specification { get; } = new("train", "plants", ["python3", "train.py", "--rate", "0.1"])
    {
        Needs = new(Cpus.Of(4), new(16L << 30)) { Accelerators = new("gpu", 1) { Model = "h100" } },
        Environment = new Dictionary<string, string> { ["MODE"] = "fast" },
    };
}
