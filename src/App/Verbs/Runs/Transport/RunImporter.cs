using Athanor.Foundation.Problems;
using Athanor.Tracking.Artifacts;

namespace Athanor.App.Verbs.Runs.Transport;

/// <summary>
/// Takes over runs. Each is marked with where it comes from when it is made, and once all of it is here with that; an import that was
/// cut off goes on with the run that it was at, and passes those that are here.
/// </summary>
internal sealed class RunImporter(ImportTarget target, TransportNotes notes, TransportProgress progress)
{
    private readonly List<(ImportedRun Run, string Parent)> _children = [];
    private ImportedRun? _run;
    private bool _isWhole;

    public async Task ImportAsync(IRunSource source, CancellationToken cancellation)
    {
        await foreach (var part in source.ReadAsync(cancellation))
        {
            try
            {
                await TakeAsync(part, cancellation);
            }
            catch (ProblemException refused) when (refused.Problem.Status is 400 or 413 && part is not SourcePart.ExperimentBegins)
            {
                notes.Add(_run?.Source.Id ?? (part as SourcePart.RunBegins)?.Run.Id ?? "", refused.Problem.Detail);
                Leave(isFinished: false);
            }
        }
        Leave(isFinished: false);
        await TieChildrenAsync(cancellation);
    }

    private Task TakeAsync(SourcePart part, CancellationToken cancellation) => part switch
    {
        SourcePart.ExperimentBegins begin => EnterAsync(begin.Experiment, cancellation),
        SourcePart.RunBegins begin => BeginAsync(begin.Run, cancellation),
        SourcePart.Points points when _run is not null => LogAsync(_run, points.All, cancellation),
        SourcePart.ArtifactFile file when _run is not null => PutAsync(_run, file, cancellation),
        SourcePart.RunEnds when _run is not null => EndAsync(_run, cancellation),
        _ => Task.CompletedTask,
    };

    private async Task EnterAsync(SourceExperiment experiment, CancellationToken cancellation)
    {
        Leave(isFinished: false);
        await TieChildrenAsync(cancellation);
        await target.EnterAsync(experiment, cancellation);
    }

    private async Task BeginAsync(SourceRun source, CancellationToken cancellation)
    {
        Leave(isFinished: false);
        if (!SourceNames.IsName(source.Id)) throw new ProblemException(RunCommandProblems.BadSource("the id of a run", "is no name"));
        var found = await target.FindAsync(source.Id, cancellation);
        if (found is { } there && RunText.ValuesOf(there, "tags").ContainsKey(ImportTags.Whole))
        {
            progress.Skipped++;
            return;
        }
        _run = target.Continue(source, found ?? await target.CreateAsync(source, cancellation), isContinued: found is not null);
        _isWhole = true;
        await _run.LogAsync(ImportTags.Of(source), cancellation);
    }

    private async Task LogAsync(ImportedRun run, IAsyncEnumerable<SourcePoint> points, CancellationToken cancellation)
    {
        var batch = new List<SourcePoint>(RunBatches.MostPoints);
        await foreach (var point in points.WithCancellation(cancellation))
        {
            if (await run.HoldsAsync(point, cancellation)) continue;
            batch.Add(point);
            if (batch.Count == RunBatches.MostPoints) await SendAsync(run, batch, cancellation);
        }
        if (batch.Count > 0) await SendAsync(run, batch, cancellation);
    }

    private async Task SendAsync(ImportedRun run, List<SourcePoint> batch, CancellationToken cancellation)
    {
        await run.LogAsync(batch, cancellation);
        progress.AddPoints(batch.Count);
        batch.Clear();
    }

    private async Task PutAsync(ImportedRun run, SourcePart.ArtifactFile file, CancellationToken cancellation)
    {
        if (!run.TakesFiles || !ArtifactPath.TryParse(file.Path, out var path) || path.IsRoot)
        {
            notes.Add($"{run.Source.Id}/artifacts/{file.Path}", run.TakesFiles ? "this is no path of an artifact" : "the experiment keeps its artifacts elsewhere");
            return;
        }
        if (await run.HoldsFileAsync(file.Path, file.Length, cancellation)) return;
        try
        {
            await run.PutFileAsync(file, cancellation);
            progress.AddFile(file.Length ?? 0);
        }
        catch (ProblemException refused) when (refused.Problem.Status is >= 400 and < 500 and not (401 or 403 or 429))
        {
            notes.Add($"{run.Source.Id}/artifacts/{file.Path}", refused.Problem.Detail);
            _isWhole = false;
        }
    }

    private async Task EndAsync(ImportedRun run, CancellationToken cancellation)
    {
        await run.EndAsync(cancellation);
        if (run.Source.Tags.FirstOrDefault(tag => tag.Key == ImportTags.Parent)?.Value is { Length: > 0 } parent) _children.Add((run, parent));
        else if (_isWhole) await MarkAsync(run, cancellation);
        Leave(isFinished: true);
    }

    // A parent may come behind its children. Until they are tied they do not count as whole, so that nothing is lost when this is cut off.
    private async Task TieChildrenAsync(CancellationToken cancellation)
    {
        foreach (var (run, parent) in _children)
        {
            var found = SourceNames.IsName(parent) ? await target.FindAsync(parent, cancellation) : null;
            if (found is { } there) await run.SetTagAsync(ImportTags.Parent, RunText.IdOf(there), cancellation);
            else notes.Add(run.Source.Id, $"its parent {parent} is not here");
            await MarkAsync(run, cancellation);
        }
        _children.Clear();
    }

    // What goes on in its source is looked at again the next time.
    private static Task MarkAsync(ImportedRun run, CancellationToken cancellation) => run.Source.GoesOn ? Task.CompletedTask : run.SetTagAsync(ImportTags.Whole, run.Source.Status, cancellation);

    private void Leave(bool isFinished)
    {
        if (_run is null) return;
        if (isFinished && _isWhole) progress.Runs++;
        else progress.Unfinished++;
        _run = null;
    }
}
