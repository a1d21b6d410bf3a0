using System.Runtime.CompilerServices;
using System.Text.Json;
using Athanor.Foundation.Problems;

namespace Athanor.App.Verbs.Runs;

/// <summary>A server that is asked in MLflow's words: ours, or any other. Lists are asked for page by page, as they are read.</summary>
internal sealed class MlflowClient(ApiClient api, string folder = "") : IDisposable
{
    private const int RunsPerPage = 100;
    private const int ExperimentsPerPage = 1000;
    private const int PointsPerPage = 10_000;
    private static readonly string[] NewestFirst = ["attributes.start_time DESC"];

    public ApiClient Api { get; } = api;

    public Task<JsonElement> GetAsync(string path, CancellationToken cancellation, params (string Name, string? Value)[] query) => Api.GetAsync(AddressOf($"/api/2.0/mlflow/{path}", query), cancellation);

    public Task<JsonElement> PostAsync(string path, object body, CancellationToken cancellation) => Api.SendAsync(HttpMethod.Post, $"{folder}/api/2.0/mlflow/{path}", body, cancellation);

    public async Task<JsonElement> GetRunAsync(string run, CancellationToken cancellation) => (await GetAsync("runs/get", cancellation, ("run_id", run))).GetProperty("run");

    public async Task<JsonElement?> FindExperimentAsync(string name, CancellationToken cancellation)
    {
        try
        {
            return (await GetAsync("experiments/get-by-name", cancellation, ("experiment_name", name))).GetProperty("experiment");
        }
        catch (ProblemException none) when (none.Problem is { Status: 404, Code: "RESOURCE_DOES_NOT_EXIST" })
        {
            return null;
        }
    }

    /// <summary>All that are not deleted, or the one of that name.</summary>
    public async IAsyncEnumerable<JsonElement> ListExperimentsAsync(string? name, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (name is not null)
        {
            yield return await FindExperimentAsync(name, cancellation) ?? throw new ProblemException(RunCommandProblems.NoExperiment(name));
            yield break;
        }
        var pages = PagesAsync(token => PostAsync("experiments/search", new { max_results = ExperimentsPerPage, page_token = token }, cancellation), "experiments");
        await foreach (var experiment in pages.WithCancellation(cancellation)) yield return experiment;
    }

    public IAsyncEnumerable<JsonElement> SearchRunsAsync(IReadOnlyList<string> experiments, string? filter, IReadOnlyList<string> order, CancellationToken cancellation) => PagesAsync(
        token => PostAsync("runs/search", new { experiment_ids = experiments, filter, order_by = order.Count > 0 ? order : NewestFirst, max_results = RunsPerPage, page_token = token }, cancellation), "runs");

    public IAsyncEnumerable<JsonElement> ReadHistoryAsync(string run, string key, CancellationToken cancellation) => PagesAsync(
        token => GetAsync("metrics/get-history", cancellation, ("run_id", run), ("metric_key", key), ("max_results", $"{PointsPerPage}"), ("page_token", token)), "metrics");

    /// <summary>What lies in a folder of a run, files and folders.</summary>
    public IAsyncEnumerable<JsonElement> ListFilesAsync(string run, string path, CancellationToken cancellation) => PagesAsync(
        token => GetAsync("artifacts/list", cancellation, ("run_id", run), ("path", path.Length == 0 ? null : path), ("page_token", token)), "files");

    /// <summary>Where MLflow's own pages get a file from, which every server has.</summary>
    public Task<Stream> OpenFileAsync(string run, string path, CancellationToken cancellation) => Api.OpenAsync(AddressOf("/get-artifact", ("run_id", run), ("run_uuid", run), ("path", path)), cancellation);

    public void Dispose() => Api.Dispose();

    private string AddressOf(string path, params ReadOnlySpan<(string Name, string? Value)> query)
    {
        var terms = new List<string>();
        foreach (var (name, value) in query)
            if (value is not null) terms.Add($"{name}={Uri.EscapeDataString(value)}");
        return $"{folder}{path}?{string.Join('&', terms)}";
    }

    // Protobuf leaves out what is empty: a list without members, the token of the last page.
    private static async IAsyncEnumerable<JsonElement> PagesAsync(Func<string?, Task<JsonElement>> ask, string list)
    {
        for (string? token = null; ;)
        {
            var page = await ask(token);
            if (page.TryGetProperty(list, out var items))
                foreach (var item in items.EnumerateArray()) yield return item;
            var next = page.TryGetProperty("next_page_token", out var text) ? text.GetString() : null;
            if (next is null or "" || next == token) yield break;
            token = next;
        }
    }
}
