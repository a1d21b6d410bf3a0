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

    public string Name => "jobs-decision";

    public string Description => $"Milliseconds per round of the planner on one core, with {Nodes} nodes of 8 GPUs, {Waiting} waiting jobs, and {EndingPerRound} that end and as many that come between two rounds (median of {Rounds - 1} rounds after the first).";

    public string Bar => RoundBar.Describe("ms");

    public Task<BenchmarkResult> RunAsync(Workplace workplace, CancellationToken cancellation)
    {
        var rounds = MeasureRounds(workplace.Clock, cancellation);
        var later = new Series("rounds after the first", "ms", rounds[1..]);
        return Task.FromResult(new BenchmarkResult(
            [Figure.AgainstBar("round", "ms", later.Median, RoundBar), Figure.AgainstBar("slowest round after the first", "ms", later.Values.Max(), RoundBar) with { Bar = null }],
            [new("first round", "ms", rounds[..1]), later]));
    }

    private static double[] MeasureRounds(TimeProvider clock, CancellationToken cancellation)
    {
        var cluster = new BusyCluster(Nodes, Waiting, EndingPerRound, new Random(Seed));
        var times = new List<double>();
        while (times.Count < Rounds)
        {
            cancellation.ThrowIfCancellationRequested();
            var snapshot = cluster.Next();
            var start = clock.GetTimestamp();
            var plan = Planner.Decide(snapshot);
            times.Add(clock.GetElapsedTime(start).TotalMilliseconds);

            cluster.Apply(plan);
            Workplace.Say($"round {times.Count}: {times[^1]:0.0} ms, {plan.Starts.Count} start, {plan.Preemptions.Count} make room, {plan.Promises.Count} promised, {cluster.Running} run");
        }
        return [.. times];
    }
}
