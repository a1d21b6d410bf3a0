using Athanor.Benchmarks.Harness;

namespace Athanor.Benchmarks.Tracking;

/// <summary>How many batches of metrics clients get acknowledged, each on disk before its answer.</summary>
internal sealed class TrackingWriteBenchmark : IBenchmark
{
    private const int Clients = 8;
    private const int Keys = 100;
    private const int Rounds = 4;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan AloneWindow = TimeSpan.FromSeconds(6);
    private static readonly Bar RequestsBar = Harness.Bar.AtLeast(2_000);
    private static readonly Bar PointsBar = Harness.Bar.AtLeast(200_000);
    private static readonly Bar LateBar = Harness.Bar.AtMost(25);

    public string Name => "tracking-write";

    public string Description =>
        $"{Clients} clients, each with a run of its own, that log batches of {Keys} metrics of as many keys through `runs/log-batch`, and write the JSON of each batch as they go, on the same cores as the server; " +
        "every batch is on disk before it is acknowledged. Against one client of the same kind, in turns.";

    public string Bar => $"{RequestsBar.Describe("requests/s")}, {PointsBar.Describe("points/s")}, 99th percentile {LateBar.Describe("ms")}";

    public async Task<BenchmarkResult> RunAsync(Workplace workplace, CancellationToken cancellation)
    {
        await using var server = await TrackingServer.StartAsync(workplace, cancellation);
        List<double> rates = [], alone = [], late = [], middle = [];
        for (var round = 0; round <= Rounds; round++)
        {
            var (rate, milliseconds) = await MeasureAsync(workplace, server, Clients, round == 0 ? AloneWindow : Window, cancellation);
            var (rateAlone, _) = await MeasureAsync(workplace, server, 1, AloneWindow, cancellation);
            Workplace.Say($"round {round}: {rate:0} requests/s of {Clients} clients, {rateAlone:0} of one; 99th percentile {Percentile(milliseconds, 0.99):0.0} ms");
            if (round == 0) continue;
            rates.Add(rate);
            alone.Add(rateAlone);
            late.Add(Percentile(milliseconds, 0.99));
            middle.Add(Percentile(milliseconds, 0.5));
        }

        Series requests = new($"{Clients} clients", "requests/s", rates), one = new("1 client", "requests/s", alone), slowest = new("99th percentile", "ms", late), usual = new("median", "ms", middle);
        return new(
            [
                Figure.AgainstBar("requests", "requests/s", requests.Median, RequestsBar),
                Figure.AgainstBar("points", "points/s", requests.Median * Keys, PointsBar),
                Figure.AgainstBar("99th percentile", "ms", slowest.Median, LateBar),
                new($"{Clients} clients, against 1", "requests/s", requests.Median, one.Median, null),
            ],
            [requests, one, slowest, usual]);
    }

    private static async Task<(double Rate, List<double> Milliseconds)> MeasureAsync(Workplace workplace, TrackingServer server, int clients, TimeSpan window, CancellationToken cancellation)
    {
        var writers = new List<BatchWriter>();
        for (var client = 0; client < clients; client++) writers.Add(new(server, await server.BeginRunAsync(cancellation), Keys, 1));
        foreach (var writer in writers) writer.Write(workplace.Clock);
        writers.ForEach(writer => writer.Forget());

        var rate = await new Load(clients, window, workplace.Clock).RunOnThreadsAsync(client => writers[client].Write(workplace.Clock));
        writers.ForEach(writer => writer.Dispose());
        return (rate, [.. writers.SelectMany(writer => writer.Milliseconds)]);
    }

    internal static double Percentile(IReadOnlyCollection<double> values, double part) => values.Order().ElementAt((int)(part * (values.Count - 1)));
}
