using System.Text.Json;
using Athanor.Foundation.Problems;
using Athanor.Tracking.Artifacts;

namespace Athanor.App.Verbs.Runs.Transport;

/// <summary>Writes an export. Into a folder that holds one already go the runs that have ended since, or changed.</summary>
internal sealed class RunExporter(IExportTarget target, TransportNotes notes, TransportProgress progress)
{
    private string _experiment = "";
    private string? _run;
    private (long Points, long Files) _count;

    public async Task ExportAsync(IRunSource source, CancellationToken cancellation)
    {
        await WriteAsync(ExportLayout.Head, new ExportHead(ExportLayout.Format, ExportLayout.Version), cancellation);
        await foreach (var part in source.ReadAsync(cancellation)) await TakeAsync(part, cancellation);
        Leave(isFinished: false);
        await target.FinishAsync(cancellation);
    }

    private Task TakeAsync(SourcePart part, CancellationToken cancellation) => part switch
    {
        SourcePart.ExperimentBegins begin => EnterAsync(begin.Experiment, cancellation),
        SourcePart.RunBegins begin => BeginAsync(begin.Run, cancellation),
        SourcePart.Points points when _run is not null => WriteAsync(_run, points.All, cancellation),
        SourcePart.ArtifactFile file when _run is not null => WriteAsync(_run, file, cancellation),
        SourcePart.RunEnds when _run is not null => EndAsync(_run, cancellation),
        _ => Task.CompletedTask,
    };

    private async Task EnterAsync(SourceExperiment experiment, CancellationToken cancellation)
    {
        Leave(isFinished: false);
        _experiment = Checked(experiment.Id);
        await WriteAsync($"{_experiment}/{ExportLayout.Experiment}", experiment, cancellation);
    }

    private async Task BeginAsync(SourceRun run, CancellationToken cancellation)
    {
        Leave(isFinished: false);
        var folder = $"{_experiment}/{Checked(run.Id)}";
        if (await IsThereAsync(folder, run, cancellation))
        {
            progress.Skipped++;
            return;
        }
        (_run, _count) = (folder, default);
        await WriteAsync($"{folder}/{ExportLayout.Run}", run, cancellation);
    }

    private async Task<bool> IsThereAsync(string folder, SourceRun run, CancellationToken cancellation) => !run.GoesOn
        && await target.ReadAsync($"{folder}/{ExportLayout.Complete}", cancellation) is not null
        && await target.ReadAsync($"{folder}/{ExportLayout.Run}", cancellation) is { } before
        && before.AsSpan().SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(run, ExportLayout.Json));

    private Task<long> WriteAsync(string folder, IAsyncEnumerable<SourcePoint> points, CancellationToken cancellation) => target.WriteAsync(
        $"{folder}/{ExportLayout.Metrics}",
        async stream =>
        {
            await using var lines = new StreamWriter(stream, bufferSize: 64 << 10, leaveOpen: true);
            await foreach (var point in points.WithCancellation(cancellation))
            {
                await lines.WriteAsync(PointText.Write(point).ToJsonString(ExportLayout.Json));
                await lines.WriteAsync('\n');
                _count.Points++;
                progress.AddPoints(1);
            }
        },
        cancellation);

    private async Task WriteAsync(string folder, SourcePart.ArtifactFile file, CancellationToken cancellation)
    {
        if (!ArtifactPath.TryParse(file.Path, out var path) || path.IsRoot)
        {
            notes.Add($"{folder}/{file.Path}", "this is no path of an artifact");
            return;
        }
        var length = await target.WriteAsync($"{folder}/{ExportLayout.Artifacts}/{path.Value}", stream => CopyAsync(file, stream, cancellation), cancellation);
        _count.Files++;
        progress.AddFile(length);
    }

    private static async Task CopyAsync(SourcePart.ArtifactFile file, Stream stream, CancellationToken cancellation)
    {
        await using var content = await file.OpenAsync(cancellation);
        await content.CopyToAsync(stream, cancellation);
    }

    private async Task EndAsync(string folder, CancellationToken cancellation)
    {
        await WriteAsync($"{folder}/{ExportLayout.Complete}", new { points = _count.Points, files = _count.Files }, cancellation);
        Leave(isFinished: true);
    }

    private Task<long> WriteAsync<T>(string path, T document, CancellationToken cancellation) => target.WriteAsync(path, stream => JsonSerializer.SerializeAsync(stream, document, ExportLayout.Json, cancellation), cancellation);

    private void Leave(bool isFinished)
    {
        if (_run is null) return;
        if (isFinished) progress.Runs++;
        else progress.Unfinished++;
        _run = null;
    }

    private static string Checked(string id) => SourceNames.IsName(id) ? id : throw new ProblemException(RunCommandProblems.BadSource("An id of the server", "is no name of a folder"));
}
