using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Athanor.Training.Evaluations;
using Athanor.Training.Loop;
using Athanor.Training.Recipes;

namespace Athanor.Training.Worker;

/// <summary>
/// Tells the tracking door of the job's server what the run does, in MLflow's words: an experiment for each name of a job, a run for each job, which a resumed attempt goes on with.
/// A door that does not answer is no reason to stop: the run goes on and says so once.
/// </summary>
internal sealed class TrackedRun : ITrainingLog, IDisposable
{
    private const string JobTag = "athanor.job";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private readonly HttpClient _client;
    private readonly Recipe _recipe;
    private readonly string _job;
    private readonly string _name;
    private readonly TextWriter _output;
    private readonly TimeProvider _clock;
    private string? _run;
    private long? _silentSince;

    private TrackedRun(HttpClient client, Recipe recipe, string job, string name, TextWriter output, TimeProvider clock) =>
        (_client, _recipe, _job, _name, _output, _clock) = (client, recipe, job, name, output, clock);

    /// <summary>Null where there is no job, or no door is named.</summary>
    public static TrackedRun? Open(Recipe recipe, Func<string, string?> variable, TextWriter output, TimeProvider clock)
    {
        if (variable("MLFLOW_TRACKING_URI") is not { } door || variable("MLFLOW_TRACKING_TOKEN") is not { } token || variable("ATHANOR_JOB_ID") is not { } job) return null;
        var client = new HttpClient { BaseAddress = new($"{door.TrimEnd('/')}/api/2.0/mlflow/"), Timeout = Patience };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (variable("ATHANOR_PROJECT") is { } project) client.DefaultRequestHeaders.Add("X-MLFLOW-WORKSPACE", project);
        return new(client, recipe, job, variable("ATHANOR_JOB_NAME") ?? recipe.Kind, output, clock);
    }

    public void Begins(long from, long steps) => Try(() =>
    {
        var experiment = ExperimentOf(_name);
        _run = FindRun(experiment) ?? CreateRun(experiment);
        Post("runs/update", new() { ["run_id"] = _run, ["status"] = "RUNNING" });
        Post("runs/log-batch", new() { ["run_id"] = _run, ["params"] = new JsonArray([.. _recipe.Taken.Prepend(new("recipe", _recipe.Kind)).Where(setting => setting.Value.Length > 0).Select(Param)]) });
    });

    public void Stepped(StepReport report) => LogMetrics(report.Step, new Dictionary<string, double>
    {
        ["loss"] = report.Loss,
        ["gradient_norm"] = report.GradientNorm,
        ["learning_rate"] = report.LearningRate,
        ["steps_per_second"] = report.StepsPerSecond,
        ["compute_share"] = report.Ranks.Average(times => times.ShareOf(StepPart.Compute)),
    });

    public void Evaluated(long step, Evaluation evaluation) => LogMetrics(step, evaluation.Metrics.ToDictionary(metric => $"held_out_{metric.Key}", metric => metric.Value));

    public void Hashed(long step, ulong hash)
    {
    }

    public void Ends(bool isFinished, string verdict)
    {
        if (_run is null) return;
        Try(() =>
        {
            if (verdict.Length > 0) Post("runs/set-tag", new() { ["run_id"] = _run, ["key"] = "athanor.verdict", ["value"] = verdict });
            Post("runs/update", new() { ["run_id"] = _run, ["status"] = isFinished ? "FINISHED" : "KILLED", ["end_time"] = Now });
        });
    }

    public void Dispose() => _client.Dispose();

    private long Now => _clock.GetUtcNow().ToUnixTimeMilliseconds();

    private string ExperimentOf(string name)
    {
        using var found = _client.GetAsync(new Uri($"experiments/get-by-name?experiment_name={Uri.EscapeDataString(name)}", UriKind.Relative)).GetAwaiter().GetResult();
        if (found.IsSuccessStatusCode) return TextAt(Read(found), "experiment", "experiment_id");
        return TextAt(Post("experiments/create", new() { ["name"] = name }), "experiment_id");
    }

    private string? FindRun(string experiment)
    {
        var found = Post("runs/search", new() { ["experiment_ids"] = new JsonArray(experiment), ["filter"] = $"tags.`{JobTag}` = '{_job}'", ["max_results"] = 1 });
        return found["runs"] is JsonArray { Count: > 0 } runs ? TextAt(runs[0], "info", "run_id") : null;
    }

    private string CreateRun(string experiment) => TextAt(Post("runs/create", new()
    {
        ["experiment_id"] = experiment,
        ["run_name"] = $"{_name} {_job}",
        ["start_time"] = Now,
        ["tags"] = new JsonArray(Param(new(JobTag, _job)), Param(new("mlflow.source.name", $"athanor train {_recipe.Kind}"))),
    }), "run", "info", "run_id");

    private void LogMetrics(long step, Dictionary<string, double> metrics)
    {
        if (_run is null) return;
        Try(() => Post("runs/log-batch", new()
        {
            ["run_id"] = _run,
            ["metrics"] = new JsonArray([.. metrics.Select(metric => new JsonObject { ["key"] = metric.Key, ["value"] = metric.Value, ["timestamp"] = Now, ["step"] = step })]),
        }));
    }

    private static JsonNode Param(KeyValuePair<string, string> pair) => new JsonObject { ["key"] = pair.Key, ["value"] = pair.Value };

    private JsonNode Post(string path, JsonObject body)
    {
        using var answer = _client.PostAsJsonAsync(new Uri(path, UriKind.Relative), body).GetAwaiter().GetResult();
        answer.EnsureSuccessStatusCode();
        return Read(answer);
    }

    private static JsonNode Read(HttpResponseMessage answer) => JsonNode.Parse(answer.Content.ReadAsStringAsync().GetAwaiter().GetResult()) ?? throw new JsonException("an empty answer");

    private static string TextAt(JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var name in path) node = (node as JsonObject)?[name];
        return node is JsonValue value && value.TryGetValue<string>(out var text) ? text : throw new JsonException("the answer is not what MLflow's would be");
    }

    private void Try(Action act)
    {
        if (_silentSince is { } since && _clock.GetElapsedTime(since) < Pause) return;
        try
        {
            act();
            _silentSince = null;
        }
        catch (Exception away) when (away is HttpRequestException or TaskCanceledException or JsonException)
        {
            if (_silentSince is null) _output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"not tracked at the moment: {away.Message}"));
            _silentSince = _clock.GetTimestamp();
        }
    }
}
