using System.Text.Json;
using System.Text.Json.Nodes;

namespace Athanor.App.Verbs.Runs.Transport;

/// <summary>A run of this server that is being filled. What it holds already, because an import was cut off, is not sent again.</summary>
internal sealed class ImportedRun(MlflowClient mlflow, SourceRun source, JsonElement run, bool isContinued)
{
    private const string Proxied = "mlflow-artifacts:/";
    private const int DatasetsAtOnce = 10;
    private const double SlowestBytesPerSecond = 64 << 10;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly Dictionary<string, long> _there = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _files = new(StringComparer.Ordinal);
    private string? _folder;

    public SourceRun Source { get; } = source;

    public string Id { get; } = RunText.IdOf(run);

    /// <summary>The server keeps its files.</summary>
    public bool TakesFiles { get; } = RunText.InfoOf(run, "artifact_uri").StartsWith(Proxied, StringComparison.Ordinal);

    public async Task LogAsync(IEnumerable<KeyText> tags, CancellationToken cancellation)
    {
        foreach (var batch in RunBatches.Of(Source.Params)) await LogAsync("params", batch, cancellation);
        foreach (var batch in RunBatches.Of(tags)) await LogAsync("tags", batch, cancellation);
        foreach (var inputs in Source.Inputs.Chunk(DatasetsAtOnce)) await mlflow.PostAsync("runs/log-inputs", new JsonObject { ["run_id"] = Id, ["datasets"] = new JsonArray([.. inputs.Select(ToJson)]) }, cancellation);
    }

    public Task LogAsync(IReadOnlyList<SourcePoint> points, CancellationToken cancellation) => LogAsync("metrics", RunBatches.Of(points), cancellation);

    public Task SetTagAsync(string key, string value, CancellationToken cancellation) => mlflow.PostAsync("runs/set-tag", new { run_id = Id, key, value }, cancellation);

    /// <summary>Points come in the order of the source, so that those which are there are the first ones.</summary>
    public async Task<bool> HoldsAsync(SourcePoint point, CancellationToken cancellation)
    {
        if (!isContinued) return false;
        if (!_there.TryGetValue(point.Key, out var rest)) rest = await mlflow.ReadHistoryAsync(Id, point.Key, cancellation).LongCountAsync(cancellation);
        _there[point.Key] = Math.Max(0, rest - 1);
        return rest > 0;
    }

    public async Task<bool> HoldsFileAsync(string path, long? length, CancellationToken cancellation)
    {
        if (!isContinued || length is null) return false;
        var folder = path.Contains('/', StringComparison.Ordinal) ? path[..path.LastIndexOf('/')] : "";
        if (folder != _folder)
        {
            _files.Clear();
            await foreach (var file in mlflow.ListFilesAsync(Id, folder, cancellation))
                if (file.TryGetProperty("file_size", out var size)) _files[RunText.TextOf(file, "path")] = size.GetInt64();
            _folder = folder;
        }
        return _files.TryGetValue(path, out var there) && there == length;
    }

    public async Task PutFileAsync(SourcePart.ArtifactFile file, CancellationToken cancellation)
    {
        await using var stream = await file.OpenAsync(cancellation);
        using var content = new StreamContent(stream) { Headers = { ContentLength = file.Length } };
        var place = $"{RunText.InfoOf(run, "artifact_uri")[Proxied.Length..].Trim('/')}/{file.Path}";
        var address = $"/api/2.0/mlflow-artifacts/artifacts/{string.Join('/', place.Split('/').Select(Uri.EscapeDataString))}";
        await mlflow.Api.SendAsync(HttpMethod.Put, address, content, Patience + TimeSpan.FromSeconds((file.Length ?? 64L << 30) / SlowestBytesPerSecond), cancellation);
    }

    public Task EndAsync(CancellationToken cancellation) => mlflow.PostAsync("runs/update", new { run_id = Id, status = Source.Status, end_time = Source.EndTime }, cancellation);

    private Task<JsonElement> LogAsync(string list, JsonArray batch, CancellationToken cancellation) => mlflow.PostAsync("runs/log-batch", new JsonObject { ["run_id"] = Id, [list] = batch }, cancellation);

    private static JsonNode ToJson(SourceDataset input) => new JsonObject
    {
        ["tags"] = new JsonArray([.. input.Tags.Select(tag => new JsonObject { ["key"] = tag.Key, ["value"] = tag.Value })]),
        ["dataset"] = new JsonObject { ["name"] = input.Name, ["digest"] = input.Digest, ["source_type"] = input.SourceType, ["source"] = input.Source, ["schema"] = input.Schema, ["profile"] = input.Profile },
    };
}
