using System.Globalization;
using System.Runtime.CompilerServices;
using Athanor.Foundation.Documents;

namespace Athanor.App.Verbs.Runs.Transport;

/// <summary>
/// The folder that MLflow keeps runs in where it has no server, <c>mlruns</c>: a folder for each experiment, in it one for each run, and a file
/// for each metric, parameter and tag. What is deleted, and what is broken, is passed over and noted.
/// </summary>
internal sealed class MlrunsFolder(SourceFolder folder, string? experiment, TransportNotes notes) : IRunSource
{
    private const string Meta = "meta.yaml";
    private static readonly string[] NoExperiments = [".trash", "models"];
    private static readonly string[] NoRuns = ["tags", "datasets", "traces", "models"];
    private static readonly string[] Statuses = ["RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED"];

    public async IAsyncEnumerable<SourcePart> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var place in folder.Folders("").Except(NoExperiments))
        {
            if (ReadExperiment(place) is not { } found || (experiment is not null && found.Name != experiment)) continue;
            yield return new SourcePart.ExperimentBegins(found);
            foreach (var run in folder.Folders(place).Except(NoRuns))
            {
                cancellation.ThrowIfCancellationRequested();
                foreach (var part in ReadRun(place, $"{place}/{run}")) yield return part;
            }
        }
        await Task.CompletedTask;
    }

    private IEnumerable<SourcePart> ReadRun(string place, string path)
    {
        if (Read($"{path}/{Meta}", section => RunOf(place, path, section)) is not { } run) yield break;
        yield return new SourcePart.RunBegins(run);
        yield return new SourcePart.Points(new MlrunsMetrics(folder, $"{path}/metrics", notes).ReadAsync(default));
        foreach (var file in folder.Files($"{path}/artifacts")) yield return new SourcePart.ArtifactFile(file.Path, file.Length, _ => Task.FromResult(file.Open()));
        yield return new SourcePart.RunEnds();
    }

    private SourceExperiment? ReadExperiment(string place) => Read($"{place}/{Meta}", section => IsDeleted(section, place)
        ? null
        : new SourceExperiment(section.Scalar("experiment_id")?.Text ?? place, section.Required("name").Text) { Tags = new TextFiles(folder, notes).Read($"{place}/tags") });

    private SourceRun? RunOf(string place, string path, Section section)
    {
        if (IsDeleted(section, path)) return null;
        var texts = new TextFiles(folder, notes);
        var (parameters, tags) = (texts.Read($"{path}/params"), texts.Read($"{path}/tags"));
        var tagged = tags.FirstOrDefault(tag => tag.Key == "mlflow.runName")?.Value ?? "";
        return new((section.Scalar("run_id") ?? section.Required("run_uuid")).Text, section.Scalar("run_name")?.Text is { Length: > 0 } name ? name : tagged)
        {
            User = section.Scalar("user_id")?.Text ?? "",
            Status = StatusOf(section.Scalar("status")?.Text),
            StartTime = TimeOf(section, "start_time") ?? 0,
            EndTime = TimeOf(section, "end_time"),
            Params = parameters,
            Tags = tags,
            Inputs = [.. new MlrunsInputs(folder, Read).Of(place, path)],
        };
    }

    private bool IsDeleted(Section section, string path)
    {
        if (section.Scalar("lifecycle_stage")?.Text != "deleted") return false;
        notes.Add(path, "it is deleted");
        return true;
    }

    // Null, too, where there is no such file: not every folder is a run.
    private T? Read<T>(string path, Func<Section, T?> read) where T : class
    {
        try
        {
            return folder.ReadText(path, Bounds.LongestDocument) is { } text && Document.Load(text) is { } section ? read(section) : null;
        }
        catch (DocumentException broken)
        {
            notes.Add($"{path}:{broken.Line}", broken.Message);
            return null;
        }
    }

    // A number since it was a message of protobuf; a word in some versions.
    private static string StatusOf(string? text) =>
        int.TryParse(text, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= Statuses.Length ? Statuses[number - 1] : Statuses.Contains(text) ? text! : Statuses[0];

    private static long? TimeOf(Section section, string key) => long.TryParse(section.Scalar(key)?.Text, CultureInfo.InvariantCulture, out var time) && time > 0 ? time : null;
}
