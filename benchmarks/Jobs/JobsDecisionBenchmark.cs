using System.Globalization;
using Athanor.Benchmarks.Harness;
using Athanor.Jobs.Planning;

namespace Athanor.Benchmarks.Jobs;

/// <summary>What a round of the planner costs where the cluster is full, the queue long, and both change all the time.</summary>
internal sealed class JobsDecisionBenchmark : IBenchmark
{
    private const int Nodes = 5000;
    private const int Waiting = 50_000;
    private const int EndingPerRound = 300;
    private const int Rounds = 40;
    private const int Seed = 1337;

    private static readonly Bar RoundBar = Harness.Bar.AtMost(100);
    private static readonly Bar PlacementBar = Harness.Bar.AtLeast(10_000);

    public string Name => "jobs-decision";

    public string Description => $"Milliseconds per round of the planner on one core, with {Nodes} nodes of 8 GPUs, {Waiting} waiting jobs, and {EndingPerRound} that end and as many that come between two rounds (median of {Rounds - 1} rounds after the first). Then how many jobs per second get their place with all that is kept of it: state, attempt, fact, entry in the books, and fsync.";

    public string Bar => $"{RoundBar.Describe("ms")}; placements: {PlacementBar.Describe("jobs/s")}";

    public async Task<BenchmarkResult> RunAsync(Workplace workplace, CancellationToken cancellation)
    {
        var placements = await DurablePlacements.MeasureAsync(workplace, cancellation);
        var rounds = MeasureRounds(workplace.Clock, cancellation);
        var (first, later) = (rounds[..1], rounds[1..]);
        Series elapsed = new("rounds after the first", "ms", [.. later.Select(round => round.Elapsed)]);
        Series busy = new("rounds after the first, processor time", "ms", [.. later.Select(round => round.Busy)]);
        return new(
            [
                Figure.AgainstBar("round", "ms", elapsed.Median, RoundBar),
                Figure.AgainstBar("round, processor time", "ms", busy.Median, RoundBar) with { Bar = null },
                Figure.AgainstBar("durable placements", "jobs/s", placements.Median, PlacementBar),
            ],
            [new("first round", "ms", [first[0].Elapsed]), elapsed, busy, placements]);
    }

    private static List<Round> MeasureRounds(TimeProvider clock, CancellationToken cancellation)
    {
        var cluster = new BusyCluster(Nodes, Waiting, EndingPerRound, new Random(Seed));
        var rounds = new List<Round>();
        while (rounds.Count < Rounds)
        {
            cancellation.ThrowIfCancellationRequested();
            var snapshot = cluster.Next();
            var (start, busy) = (clock.GetTimestamp(), BusyMilliseconds());
            var plan = Planner.Decide(snapshot);
            rounds.Add(new(clock.GetElapsedTime(start).TotalMilliseconds, BusyMilliseconds() - busy));

            cluster.Apply(plan);
            Workplace.Say($"round {rounds.Count}: {rounds[^1].Elapsed:0.0} ms ({rounds[^1].Busy:0.0} busy), {plan.Starts.Count} start, {plan.Preemptions.Count} make room, {plan.Promises.Count} promised, {cluster.Running} run");
        }
        return rounds;
    }

    /// <summary>What this thread had of a processor: the same on a machine that others use, too.</summary>
    private static double BusyMilliseconds() => long.Parse(File.ReadAllText("/proc/thread-self/schedstat").Split(' ')[0], CultureInfo.InvariantCulture) / 1e6;

    private readonly record struct Round(double Elapsed, double Busy);
}
