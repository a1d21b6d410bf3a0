using Athanor.Benchmarks.Harness;

namespace Athanor.Benchmarks.Collectives;

/// <summary>An all-reduce among processes of this machine: shared memory and TCP, both against Gloo.</summary>
internal sealed class CollectivesBenchmark : IBenchmark
{
    private const int Rounds = 7;
    private static readonly Bar SharedMemoryBar = Harness.Bar.RatioAtLeast(2);
    private static readonly Bar RingBar = Harness.Bar.RatioAtLeast(1);

    public string Name => "collectives";

    public string Description =>
        $"All-reduce of {GangRank.Elements >> 18} MiB of float32 among 2 and 4 processes of one machine: the size of the vector, divided by the time of one of {GangRank.Calls} calls in a row after {GangRank.WarmUps} that are not counted. " +
        "Ours through shared memory and through TCP on the loopback, against Gloo of Debian's PyTorch (GLOO_SOCKET_IFNAME=lo, one thread each), new processes each time, in turns.";

    public string Bar => $"shared memory: {SharedMemoryBar.Describe("")}; TCP: {RingBar.Describe("")}";

    public async Task<BenchmarkResult> RunAsync(Workplace workplace, CancellationToken cancellation)
    {
        List<Figure> figures = [];
        List<Series> measurements = [];
        foreach (var ranks in new[] { 2, 4 })
        {
            List<double> shared = [], ring = [], gloo = [];
            for (var round = 0; round < Rounds; round++)
            {
                shared.Add(await GangRank.MeasureAsync(GangRank.SharedMemory, workplace.Directory, ranks, cancellation));
                gloo.Add(await GlooGang.MeasureAsync(workplace.Directory, ranks, cancellation));
                ring.Add(await GangRank.MeasureAsync(GangRank.Ring, workplace.Directory, ranks, cancellation));
                Workplace.Say($"{ranks} ranks, {round}: shared memory {shared[^1]:0.00}, TCP {ring[^1]:0.00}, Gloo {gloo[^1]:0.00} GB/s");
            }
            Series ofShared = new($"shared memory, {ranks} ranks", "GB/s", shared), ofRing = new($"TCP, {ranks} ranks", "GB/s", ring), ofGloo = new($"Gloo, {ranks} ranks", "GB/s", gloo);
            figures.Add(new(ofShared.Name, "GB/s", ofShared.Median, ofGloo.Median, SharedMemoryBar));
            figures.Add(new(ofRing.Name, "GB/s", ofRing.Median, ofGloo.Median, RingBar));
            measurements.AddRange([ofShared, ofRing, ofGloo]);
        }
        return new(figures, measurements);
    }
}
