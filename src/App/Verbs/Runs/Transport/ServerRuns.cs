using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Athanor.Foundation.Problems;

namespace Athanor.App.Verbs.Runs.Transport;

/// <summary>The runs of a server that speaks MLflow's REST API, the oldest first.</summary>
internal sealed class ServerRuns(MlflowClient mlflow, string? experiment, TransportNotes notes) : IRunSource
{
    private static readonly string[] OldestFirst = ["attributes.start_time ASC"];

    public async IAsyncEnumerable<SourcePart> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var found in mlflow.ListExperimentsAsync(experiment, cancellation))
        {
            var id = RunText.TextOf(found, "experiment_id");
            yield return new SourcePart.ExperimentBegins(new(id, RunText.TextOf(found, "name")) { Tags = TextsOf(found, "tags") });
            await foreach (var run in mlflow.SearchRunsAsync([id], null, OldestFirst, cancellation))
            {
                var isWhole = true;
                yield return new SourcePart.RunBegins(RunOf(run));
                yield return new SourcePart.Points(PointsOf(run, cancellation));
                await foreach (var file in FilesAsync(run, cancellation))
                {
                    if (file is null) isWhole = false;
                    else yield return file;
                }
                if (isWhole) yield return new SourcePart.RunEnds();
            }
        }
    }

    private async IAsyncEnumerable<SourcePoint> PointsOf(JsonElement run, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var metric in RunText.ListOf(run, "data", "metrics"))
        {
            var key = RunText.TextOf(metric, "key");
            await foreach (var point in mlflow.ReadHistoryAsync(RunText.IdOf(run), key, cancellation)) yield return PointText.Read(key, point);
        }
    }

    // Null in place of files that cannot be listed now.
    private async IAsyncEnumerable<SourcePart.ArtifactFile?> FilesAsync(JsonElement run, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (id, folders) = (RunText.IdOf(run), new Stack<string>([""]));
        while (folders.TryPop(out var folder))
        {
            if (await ListAsync(id, folder, cancellation) is not { } files)
            {
                yield return null;
                yield break;
            }
            foreach (var file in files)
            {
                var path = RunText.TextOf(file, "path");
                if (!file.TryGetProperty("is_dir", out var isFolder) || !isFolder.GetBoolean()) yield return new(path, LengthOf(file), token => mlflow.OpenFileAsync(id, path, token));
                else if (path.Count(letter => letter == '/') < Bounds.DeepestFolder && path.Length > folder.Length) folders.Push(path);
                else notes.Add($"{id}/artifacts/{path}", "it lies too deep");
            }
        }
    }

    private async Task<List<JsonElement>?> ListAsync(string run, string folder, CancellationToken cancellation)
    {
        try
        {
            return await mlflow.ListFilesAsync(run, folder, cancellation).ToListAsync(cancellation);
        }
        catch (ProblemException refused) when (refused.Problem.Status is not (401 or 403))
        {
            notes.Add($"{run}/artifacts/{folder}", refused.Problem.Detail);
            return refused.Problem.Status < 500 ? [] : null;
        }
    }

    // Protobuf in JSON may say a long number as a text.
    private static long? LengthOf(JsonElement file) => long.TryParse(RunText.TextOf(file, "file_size"), CultureInfo.InvariantCulture, out var length) ? length : null;

    private static SourceRun RunOf(JsonElement run) => new(RunText.IdOf(run), RunText.InfoOf(run, "run_name"))
    {
        User = RunText.InfoOf(run, "user_id"),
        Status = RunText.InfoOf(run, "status"),
        StartTime = TimeOf(run, "start_time") ?? 0,
        EndTime = TimeOf(run, "end_time"),
        Params = TextsOf(run.GetProperty("data"), "params"),
        Tags = TextsOf(run.GetProperty("data"), "tags"),
        Inputs = [.. RunText.ListOf(run, "inputs", "dataset_inputs").Select(DatasetOf)],
    };

    private static SourceDataset DatasetOf(JsonElement input)
    {
        var dataset = input.GetProperty("dataset");
        return new(RunText.TextOf(dataset, "name"), RunText.TextOf(dataset, "digest"), RunText.TextOf(dataset, "source_type"), RunText.TextOf(dataset, "source"))
        {
            Schema = RunText.TextOf(dataset, "schema") is { Length: > 0 } schema ? schema : null,
            Profile = RunText.TextOf(dataset, "profile") is { Length: > 0 } profile ? profile : null,
            Tags = TextsOf(input, "tags"),
        };
    }

    private static List<KeyText> TextsOf(JsonElement item, string list) => [.. RunText.ListOf(item, list).Select(text => new KeyText(RunText.TextOf(text, "key"), RunText.TextOf(text, "value")))];

    private static long? TimeOf(JsonElement run, string name) => long.TryParse(RunText.InfoOf(run, name), CultureInfo.InvariantCulture, out var time) ? time : null;
}
