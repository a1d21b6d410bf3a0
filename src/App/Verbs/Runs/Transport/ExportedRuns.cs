using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Athanor.App.Verbs.Runs.Transport;

/// <summary>Reads an export, file by file as they come.</summary>
internal sealed class ExportedRuns(Func<CancellationToken, IAsyncEnumerable<ExportEntry>> entries, string? experiment, TransportNotes notes) : IRunSource
{
    private (string Id, bool IsWanted) _experiment = ("", false);
    private string? _run;

    public async IAsyncEnumerable<SourcePart> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var entry in entries(cancellation))
            if (await PartOfAsync(entry, cancellation) is { } part) yield return part;
    }

    private async Task<SourcePart?> PartOfAsync(ExportEntry entry, CancellationToken cancellation)
    {
        var names = entry.Path.Split('/', 4);
        if (names is [var id, ExportLayout.Experiment]) return await EnterAsync(id, entry, cancellation);
        if (names is not [var place, var run, ..] || place != _experiment.Id || !_experiment.IsWanted) return null;
        if (names is [_, _, ExportLayout.Run]) return await BeginAsync(run, entry, cancellation);
        if (run != _run) return null;
        return names switch
        {
            [_, _, ExportLayout.Metrics] => new SourcePart.Points(PointsOf(entry, cancellation)),
            [_, _, ExportLayout.Artifacts, var path] => new SourcePart.ArtifactFile(path, entry.Length, _ => Task.FromResult(entry.Open())),
            [_, _, ExportLayout.Complete] => new SourcePart.RunEnds(),
            _ => null,
        };
    }

    private async Task<SourcePart?> EnterAsync(string id, ExportEntry entry, CancellationToken cancellation)
    {
        _run = null;
        var found = await ReadAsync<SourceExperiment>(entry, experiment => AreWhole(experiment.Tags), cancellation);
        _experiment = (id, found is not null && (experiment is null || found.Name == experiment));
        return _experiment.IsWanted ? new SourcePart.ExperimentBegins(found!) : null;
    }

    private async Task<SourcePart?> BeginAsync(string run, ExportEntry entry, CancellationToken cancellation)
    {
        var found = await ReadAsync<SourceRun>(entry, IsWhole, cancellation);
        _run = found is null ? null : run;
        return found is null ? null : new SourcePart.RunBegins(found);
    }

    private async Task<T?> ReadAsync<T>(ExportEntry entry, Func<T, bool> isWhole, CancellationToken cancellation) where T : class
    {
        if (entry.Length > ExportLayout.LongestDocument)
        {
            notes.Add(entry.Path, $"it is larger than {ExportLayout.LongestDocument} bytes");
            return null;
        }
        try
        {
            await using var stream = entry.Open();
            return await JsonSerializer.DeserializeAsync<T>(stream, ExportLayout.Json, cancellation) is { } read && isWhole(read) ? read : throw new JsonException("there is null in it");
        }
        catch (JsonException broken)
        {
            notes.Add(entry.Path, $"it is not what an export writes: {broken.Message}");
            return null;
        }
    }

    // Whatever the types say, a document may say null.
    private static bool IsWhole(SourceRun run) => (object?)run.User is not null && (object?)run.Status is not null && AreWhole(run.Params) && AreWhole(run.Tags) && AreWhole(run.Inputs) && run.Inputs.All(input => AreWhole(input.Tags));

    private static bool AreWhole<T>(IReadOnlyList<T>? items) where T : class => items is not null && items.All(item => (object?)item is not null);

    private async IAsyncEnumerable<SourcePoint> PointsOf(ExportEntry entry, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var number = 0;
        await using var stream = entry.Open();
        await foreach (var line in BoundedLines.ReadAsync(stream, cancellation))
        {
            number++;
            if (PointText.TryRead(line) is { } point) yield return point;
            else notes.Add($"{entry.Path}:{number}", "this is no point of a metric");
        }
    }
}
