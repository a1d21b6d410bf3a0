using System.Text.Json;
using Athanor.Foundation.Problems;

namespace Athanor.App.Verbs.Runs.Transport;

/// <summary>Finds or makes, on this server, what a source tells of.</summary>
internal sealed class ImportTarget(MlflowClient mlflow, string? experiment)
{
    private string _experiment = "";

    public async Task EnterAsync(SourceExperiment source, CancellationToken cancellation)
    {
        var name = experiment ?? source.Name;
        var found = await mlflow.FindExperimentAsync(name, cancellation);
        if (found is { } there && RunText.TextOf(there, "lifecycle_stage") == "deleted") throw new ProblemException(RunCommandProblems.DeletedExperiment(name));
        _experiment = RunText.TextOf(found ?? await mlflow.PostAsync("experiments/create", new { name, tags = experiment is null ? source.Tags.Select(tag => new { key = tag.Key, value = tag.Value }) : [] }, cancellation), "experiment_id");
    }

    public async Task<JsonElement?> FindAsync(string sourceId, CancellationToken cancellation)
    {
        await foreach (var run in mlflow.SearchRunsAsync([_experiment], $"tags.`{ImportTags.From}` = '{sourceId}'", [], cancellation)) return run;
        return null;
    }

    /// <summary>It is marked in the same step, so that an import which is cut off finds it again.</summary>
    public async Task<JsonElement> CreateAsync(SourceRun source, CancellationToken cancellation) => (await mlflow.PostAsync(
        "runs/create",
        new { experiment_id = _experiment, run_name = source.Name, user_id = source.User, start_time = source.StartTime, tags = new[] { new { key = ImportTags.From, value = source.Id } } },
        cancellation)).GetProperty("run");

    public ImportedRun Continue(SourceRun source, JsonElement run, bool isContinued) => new(mlflow, source, run, isContinued);
}
