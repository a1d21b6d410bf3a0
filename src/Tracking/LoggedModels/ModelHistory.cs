using System.Text.Json;
using System.Text.Json.Nodes;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Problems;

namespace Athanor.Tracking.LoggedModels;

/// <summary>The models of a run as clients before MLflow 3 describe them: a list of JSON in a tag.</summary>
public sealed class ModelHistory
{
    private const string Tag = "mlflow.log-model.history";

    private static readonly string[] Mandatory = ["artifact_path", "flavors", "utc_time_created", "run_id"];
    private static readonly string[] Kept = [.. Mandatory, "model_uuid", "mlflow_version"];
    private static readonly JsonDocumentOptions Bounds = new() { MaxDepth = 16 };

    private readonly IDatabase _database;

    internal ModelHistory(IDatabase database) => _database = database;

    public Task AddAsync(string project, string run, string description, CancellationToken cancellation)
    {
        var model = Read(description);
        return _database.WriteAsync(
            session =>
            {
                var found = RunBook.FindActive(session, project, run);
                var before = RunDataDatabase.FindTag(session, found.Key, Tag) is { } text ? JsonNode.Parse(text)!.AsArray() : [];
                before.Add(model.DeepClone());
                var value = before.ToJsonString();
                if (value.Length > TrackingRules.LongestTag) throw new ProblemException(TrackingProblems.TooLong("The history of models", value, value.Length, TrackingRules.LongestTag));
                RunDataDatabase.SetTag(session, found, new(Tag, value));
            },
            cancellation);
    }

    private static JsonObject Read(string description)
    {
        try
        {
            if (JsonNode.Parse(description, documentOptions: Bounds) is not JsonObject model) throw new JsonException();
            var missing = Mandatory.Where(name => model[name] is null).ToList();
            if (missing.Count > 0) throw new ProblemException(TrackingProblems.Invalid($"Model json is missing mandatory fields: {{'{string.Join("', '", missing)}'}}"));
            return new(Kept.Where(name => model[name] is not null).Select(name => KeyValuePair.Create(name, (JsonNode?)model[name]!.DeepClone())));
        }
        catch (Exception failure) when (failure is JsonException or ArgumentException)
        {
            throw new ProblemException(TrackingProblems.Invalid("Malformed model info. It is not a valid JSON object."), failure);
        }
    }
}
