using Athanor.Benchmarks.Harness;

namespace Athanor.Benchmarks.Jobs;

/// <summary>How soon the smallest job is done, and how fast a thousand of them are, against Slurm on the same machine.</summary>
internal sealed class JobsDispatchBenchmark : IBenchmark
{
    private const int Rounds = 7;
    private const int Many = 1000;

    private static readonly Bar LatencyBar = Harness.Bar.RatioAtMost(0.2);
    private static readonly Bar RateBar = Harness.Bar.RatioAtLeast(3);

    public string Name => "jobs-dispatch";

    public string Description =>
        $"`true` as a job from the start of the command that submits it to the end of that command, which waits for it: `athanor jobs submit --wait` against `sbatch --wait`, in turns; and jobs per second of an array of {Many} times `true`, from the submission to the end of the last, " +
        "against Slurm with four nodes of 16 processors on this machine, no accounting, tuned to schedule at once.";

    public string Bar => $"one job: {LatencyBar.Describe("s")}; many: {RateBar.Describe("jobs/s")}";

    public async Task<BenchmarkResult> RunAsync(Workplace workplace, CancellationToken cancellation)
    {
        await using var server = await JobsServer.StartAsync(workplace, cancellation);
        await using var slurm = await SlurmReference.StartAsync();
        var (ours, reference) = (new List<double>(), new List<double>());
        for (var round = 0; round <= Rounds; round++)
        {
            var (mine, theirs) = (await server.RunOneAsync(cancellation), await slurm.RunOneAsync(cancellation));
            Workplace.Say($"one job: {mine:0.000} s, Slurm {theirs:0.000} s");
            if (round > 0) (ours, reference) = ([.. ours, mine], [.. reference, theirs]);      // the first ones warm up
        }
        var (rate, slurmRate) = (new List<double>(), new List<double>());
        for (var round = 0; round < 3; round++)
        {
            rate.Add(Many / await server.DrainAsync(Many, cancellation));
            slurmRate.Add(Many / await slurm.DrainAsync(Many, cancellation));
            Workplace.Say($"many: {rate[^1]:0.0} jobs/s, Slurm {slurmRate[^1]:0.0} jobs/s");
        }
        Series one = new("one job", "s", [.. ours]), oneReference = new("one job, Slurm", "s", [.. reference]);
        Series many = new("many", "jobs/s", [.. rate]), manyReference = new("many, Slurm", "jobs/s", [.. slurmRate]);
        return new([new("one job", "s", one.Median, oneReference.Median, LatencyBar), new("many jobs", "jobs/s", many.Median, manyReference.Median, RateBar)], [one, oneReference, many, manyReference]);
    }
}
