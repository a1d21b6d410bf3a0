using System.Text.Json;
using Athanor.Benchmarks.Harness;

namespace Athanor.Benchmarks.Tracking;

/// <summary>A search finds its page as fast among very many runs as among few, and a late page as fast as the first.</summary>
internal sealed class TrackingSearchBenchmark : IBenchmark
{
    private const int Few = 10_000;
    private const int Many = 1_000_000;
    private const int PageSize = 50;
    private const int LatePage = 100;
    private const int Rounds = 200;
    private static readonly Bar LateBar = Harness.Bar.AtMost(50);
    private static readonly Bar PageBar = Harness.Bar.RatioAtMost(1.5);

    public string Name => "tracking-search";

    public string Description =>
        $"Pages of {PageSize} runs by `runs/search` with a metric, a parameter or a tag in the filter and an order by a metric, with other limits each time, over an experiment of {Many:N0} runs with 3 metrics, 4 parameters and 2 tags each, " +
        $"against one of {Few:N0}, in turns; and page {LatePage} against the first.";

    public string Bar => $"99th percentile {LateBar.Describe("ms")}; page {LatePage}: {PageBar.Describe("")}";

    public async Task<BenchmarkResult> RunAsync(Workplace workplace, CancellationToken cancellation)
    {
        await using (var maker = await TrackingServer.StartAsync(workplace, cancellation))
            foreach (var runs in (int[])[Few, Many]) await maker.PostAsync("experiments/create", new { name = $"{runs}" }, cancellation);
        await RunsMaker.FillAsync(workplace, [Few, Many], cancellation);

        await using var server = await TrackingServer.StartAsync(workplace, cancellation);
        List<double> many = [], few = [], first = [], late = [];
        for (var round = -10; round < Rounds; round++)
        {
            var search = SearchOf(round);
            Add(few, round, await TimeAsync(search with { Experiment = "1" }));
            if (round % 20 == 0) Workplace.Say($"search {round}");
            Add(many, round, await TimeAsync(search with { Experiment = "2" }));
        }
        var far = await FindPageAsync(server, cancellation);
        for (var round = -10; round < Rounds; round++)
        {
            Add(first, round, await TimeAsync(new("2", "", "metrics.loss ASC", "")));
            Add(late, round, await TimeAsync(new("2", "", "metrics.loss ASC", far)));
        }

        Series searches = new("search", "ms", many), fewSearches = new($"search, {Few:N0} runs", "ms", few), firstPages = new("first page", "ms", first), latePages = new($"page {LatePage}", "ms", late);
        return new(
            [
                Figure.AgainstBar("99th percentile", "ms", TrackingWriteBenchmark.Percentile(many, 0.99), LateBar),
                new($"page {LatePage}, against the first", "ms", latePages.Median, firstPages.Median, PageBar),
                new($"search, against {Few:N0} runs", "ms", searches.Median, fewSearches.Median, null),
            ],
            [Thinned(searches), Thinned(fewSearches), Thinned(firstPages), Thinned(latePages)]);

        async Task<double> TimeAsync(Search search)
        {
            var begin = workplace.Clock.GetTimestamp();
            var found = await AskAsync(server, search, cancellation);
            var taken = workplace.Clock.GetElapsedTime(begin).TotalMilliseconds;
            return found.GetProperty("runs").GetArrayLength() == PageSize ? taken : throw new InvalidOperationException($"{search} found {found.GetProperty("runs").GetArrayLength()} runs.");
        }
    }

    private static Search SearchOf(int round)
    {
        var (limit, even) = (0.2 + ((round + 10) * 0.003), (round + 10) * 7 % 10);
        return (round & 3) switch
        {
            0 => new("", $"metrics.accuracy > {limit:0.000}", "metrics.accuracy DESC", ""),
            1 => new("", $"metrics.loss < {limit:0.000} AND metrics.accuracy > 0.5", "metrics.loss ASC", ""),
            2 => new("", $"params.depth = '{even & 7}' AND metrics.accuracy > {limit:0.000}", "metrics.accuracy DESC", ""),
            _ => new("", $"tags.team = 'team-{even}' AND metrics.loss > {limit:0.000}", "start_time DESC", ""),
        };
    }

    private static async Task<string> FindPageAsync(TrackingServer server, CancellationToken cancellation)
    {
        var token = "";
        for (var page = 1; page < LatePage; page++) token = (await AskAsync(server, new("2", "", "metrics.loss ASC", token), cancellation)).GetProperty("next_page_token").GetString()!;
        return token;
    }

    private static Task<JsonElement> AskAsync(TrackingServer server, Search search, CancellationToken cancellation) => server.PostAsync(
        "runs/search", new { experiment_ids = new[] { search.Experiment }, filter = search.Filter, order_by = new[] { search.Order }, max_results = PageSize, page_token = search.Token }, cancellation);

    private static void Add(List<double> taken, int round, double milliseconds)
    {
        if (round >= 0) taken.Add(milliseconds);
    }

    private static Series Thinned(Series series) => series with { Values = [.. series.Values.Chunk(Rounds / 10).Select(some => some.Order().ElementAt(some.Length / 2))] };

    private sealed record Search(string Experiment, string Filter, string Order, string Token);
}
