using Athanor.Compute.Collectives;
using Athanor.Foundation.Problems;
using Athanor.Training.Checkpoints.Format;
using Athanor.Training.Checkpoints.Storage;

namespace Athanor.Training.Checkpoints.Reading;

/// <summary>
/// Loads the newest whole checkpoint, whoever wrote it. All workers load the same one: what is damaged for one of them is passed over by all. One of
/// another configuration or shape is refused, since nothing older would fit either.
/// </summary>
public sealed class CheckpointReader(ICheckpointStore store, ICollectives workers, ReadOnlyMemory<byte> configuration)
{
    private const int MostTried = 16;
    private readonly WorkerWords _words = new(workers);

    /// <summary>Null where nothing was ever saved. Where nothing is whole the parts may hold anything, and that is a problem.</summary>
    public RestoredCheckpoint? Restore(IReadOnlyList<StatePart> parts, CancellationToken cancellation)
    {
        var skipped = new List<SkippedCheckpoint>();
        foreach (var name in Agree(cancellation))
        {
            var attempt = Attempt(name, parts, cancellation);
            if (_words.Share(attempt.Damage) is var (rank, damage)) skipped.Add(new(name, workers.Size == 1 ? damage : $"{damage} (rank {rank})"));
            else return attempt.Refusal is { } refusal ? throw new ProblemException(refusal) : new(name, attempt.Notes!, skipped);
        }
        return skipped.Count == 0 ? null : throw new ProblemException(TrainingProblems.NoWholeCheckpoint([.. skipped.Select(one => one.ToString())]));
    }

    // Newest first, as rank 0 sees them: the others might see one more or one less.
    private List<CheckpointName> Agree(CancellationToken cancellation)
    {
        var names = workers.Rank == 0 ? FindAsync(cancellation).GetAwaiter().GetResult() : [];
        List<CheckpointName> agreed = [];
        for (var index = 0; index < MostTried; index++)
        {
            var text = _words.Spread(index < names.Count ? names[index].Text : "", 0);
            if (!CheckpointName.TryParse(text, out var name)) break;
            agreed.Add(name);
        }
        return agreed;
    }

    private async Task<List<CheckpointName>> FindAsync(CancellationToken cancellation) =>
        [.. (await store.ListAsync(cancellation)).Where(file => file.Name == CheckpointManifest.FileName).Select(file => file.Checkpoint).OrderByDescending(name => name.Step).ThenByDescending(name => name.Run, StringComparer.Ordinal)];

    private Outcome Attempt(CheckpointName name, IReadOnlyList<StatePart> parts, CancellationToken cancellation)
    {
        try
        {
            return AttemptAsync(name, parts, cancellation).GetAwaiter().GetResult();
        }
        catch (DamagedCheckpointException damage)
        {
            return new(null, damage.Message, null);
        }
        catch (ProblemException refusal)
        {
            return new(null, null, refusal.Problem);
        }
    }

    private async Task<Outcome> AttemptAsync(CheckpointName name, IReadOnlyList<StatePart> parts, CancellationToken cancellation)
    {
        var manifest = await ManifestReading.ReadAsync(store, name, cancellation);
        if (manifest.Configuration != Fingerprint.Of(configuration.Span)) return new(null, null, TrainingProblems.ForeignCheckpoint(name.Text));
        var checkpoint = await OpenCheckpoint.OpenAsync(store, name, manifest, cancellation);
        checkpoint.ThrowUnlessFits(parts);
        await checkpoint.LoadAsync(parts, cancellation);
        return new(checkpoint.Notes, null, null);
    }

    private sealed record Outcome(CheckpointNotes? Notes, string? Damage, Problem? Refusal);
}
