using System.Globalization;
using Athanor.Benchmarks.Authorize;
using Athanor.Benchmarks.Blobs;
using Athanor.Benchmarks.Checkpoints;
using Athanor.Benchmarks.Collectives;
using Athanor.Benchmarks.Compute;
using Athanor.Benchmarks.Datasets;
using Athanor.Benchmarks.Harness;
using Athanor.Benchmarks.Jobs;
using Athanor.Benchmarks.Metadata;
using Athanor.Benchmarks.Objects;
using Athanor.Benchmarks.Startup;
using Athanor.Benchmarks.Tracking;
using Athanor.Benchmarks.Training;

if (args is [TrainingRank.Verb, var network, var threads, var steps]) return await TrainingRank.RunAsync(network, int.Parse(threads, CultureInfo.InvariantCulture), int.Parse(steps, CultureInfo.InvariantCulture));
if (args is [GangRank.Verb, var kind, var folder]) return await GangRank.RunAsync(kind, folder);

IBenchmark[] benchmarks =
[
    new StartupBenchmark(),
    new AuthorizeBenchmark(),
    new MetadataBenchmark(),
    new BlobsBenchmark(),
    new ObjectsSmallBenchmark(),
    new ObjectsLargeBenchmark(),
    new ObjectsListBenchmark(),
    new DataImportBenchmark(),
    new DataVersionsBenchmark(),
    new DataLoaderBenchmark(),
    new JobsDispatchBenchmark(),
    new JobsDecisionBenchmark(),
    new JobsLogsBenchmark(),
    new CollectivesBenchmark(),
    new ComputeGemmBenchmark(),
    new TrainCnnBenchmark(),
    new TrainDecoderBenchmark(),
    new CheckpointBenchmark(),
    new TrackingWriteBenchmark(),
    new TrackingSearchBenchmark(),
    new TrackingHistoryBenchmark(),
];

if (args is [] or ["list"])
{
    Report.List(benchmarks, Console.Out);
    return 0;
}

if (args.FirstOrDefault(name => benchmarks.All(benchmark => benchmark.Name != name)) is { } unknown)
{
    await Console.Error.WriteLineAsync($"There is no benchmark '{unknown}'. There are: {string.Join(", ", benchmarks.Select(benchmark => benchmark.Name))}.");
    return 2;
}

using var cancellation = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) =>
{
    press.Cancel = true;
    cancellation.Cancel();
};

var repository = Repository.Find();
var allHold = true;
foreach (var benchmark in args.Select(name => benchmarks.Single(benchmark => benchmark.Name == name)))
{
    using var workplace = Workplace.Open(repository, benchmark.Name, TimeProvider.System);
    var result = await benchmark.RunAsync(workplace, cancellation.Token);
    var machine = Machine.Describe(workplace.Directory);
    Report.WriteTable(benchmark, result, machine, repository.ResultFile(benchmark.Name), TimeProvider.System.GetUtcNow());
    Report.WriteLine(benchmark, result, machine, Console.Out);
    allHold &= result.Holds;
}
return allHold ? 0 : 1;
