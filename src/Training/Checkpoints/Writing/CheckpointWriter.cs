using System.Security.Cryptography;
using System.Text;
using Athanor.Compute.Collectives;
using Athanor.Foundation.Problems;
using Athanor.Training.Checkpoints.Format;
using Athanor.Training.Checkpoints.Keeping;
using Athanor.Training.Checkpoints.Storage;

namespace Athanor.Training.Checkpoints.Writing;

/// <summary>
/// Saves the state while training goes on: a step waits for one copy of this worker's share, and for the save before it to be done. All workers call it at
/// the same steps. It holds one copy and no more; what went wrong in the background is told by the next call, on all workers.
/// </summary>
public sealed class CheckpointWriter : IDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(500);
    private readonly ICheckpointStore _store;
    private readonly ICollectives _workers;
    private readonly CheckpointOptions _options;
    private readonly TimeProvider _clock;
    private readonly string _configuration;
    private readonly WorkerWords _words;
    private readonly StateCopy _copy;
    private readonly CheckpointPublication _publication;
    private readonly string _run;
    private Task<TimeSpan> _writing = Task.FromResult(TimeSpan.Zero);
    private CheckpointName? _saved;
    private TimeSpan _blocked;
    private CancellationTokenSource _giveUp = new();

    public CheckpointWriter(ICheckpointStore store, ICollectives workers, ReadOnlySpan<byte> configuration, CheckpointOptions options, TimeProvider clock)
    {
        (_store, _workers, _options, _clock) = (store, workers, options, clock);
        _configuration = Fingerprint.Of(configuration);
        (_words, _copy) = (new(workers), new(workers.Rank, workers.Size));
        _publication = new(store, clock, options.ShardsWithin);
        _run = _words.Spread(RandomNumberGenerator.GetHexString(8, lowercase: true), 0);
    }

    /// <summary>Of the last save that is done; null before.</summary>
    public SaveCost? Cost { get; private set; }

    /// <summary>Takes the memory for the copy before it is needed.</summary>
    public void Prepare(IReadOnlyList<StatePart> parts) => _copy.Prepare(parts);

    public void Save(long step, IReadOnlyList<StatePart> parts, CheckpointNotes notes)
    {
        ThrowIfTooLarge(notes);
        var began = _clock.GetTimestamp();
        AwaitTheLast();
        _copy.Take(parts);
        var (name, giveUp) = (CheckpointName.Of(step, _run), _giveUp.Token);
        (_saved, _writing) = (name, Task.Run(() => WriteAsync(name, notes, giveUp)));
        _blocked = _clock.GetElapsedTime(began);
    }

    /// <summary>Returns when the last save is whole and what is not kept is gone.</summary>
    public void Finish() => AwaitTheLast();

    public void Dispose()
    {
        GiveUp();
        _copy.Dispose();
        _giveUp.Dispose();
    }

    private void AwaitTheLast()
    {
        if (_saved is not { } saved) return;
        var failure = AwaitAll();
        if (failure is not null) GiveUp();
        else Cost = new(_blocked, _writing.GetAwaiter().GetResult());
        _saved = null;
        if (failure is var (rank, words)) throw new ProblemException(TrainingProblems.CheckpointNotWritten(saved.Step, rank, words));
    }

    // Until all are done or one has failed.
    private (int Rank, string Words)? AwaitAll()
    {
        while (true)
        {
            var isDone = IsDoneWithin(Beat);
            if (_words.Share(isDone ? Failure() : null) is { } failure) return failure;
            if (!_words.IsAnyBusy(!isDone)) return null;
        }
    }

    private string? Failure() => _writing.Exception?.GetBaseException().Message ?? (_writing.IsCanceled ? "it was given up." : null);

    // The copy is free for another only when nobody reads it any more.
    private void GiveUp()
    {
        _giveUp.Cancel();
        IsDoneWithin(Timeout.InfiniteTimeSpan);
        _giveUp.Dispose();
        _giveUp = new();
    }

    private bool IsDoneWithin(TimeSpan time) => ((IAsyncResult)_writing).AsyncWaitHandle.WaitOne(time);

    private async Task<TimeSpan> WriteAsync(CheckpointName checkpoint, CheckpointNotes notes, CancellationToken cancellation)
    {
        var began = _clock.GetTimestamp();
        await _store.WriteAsync(checkpoint, ShardTable.FileOf(_workers.Rank), (stream, stop) => ShardWriting.WriteAsync(_copy, stream, stop), cancellation);
        if (_workers.Rank > 0) return _clock.GetElapsedTime(began);

        await _publication.PublishAsync(checkpoint, _configuration, _workers.Size, notes, cancellation);
        await new CheckpointKeeping(_store, _options.Retention, _options.Damaged).KeepAsync(cancellation);
        return _clock.GetElapsedTime(began);
    }

    private static void ThrowIfTooLarge(CheckpointNotes notes)
    {
        var bytes = Encoding.UTF8.GetByteCount(notes.State.GetRawText());
        if (bytes > CheckpointManifest.MostStateBytes) throw new ProblemException(TrainingProblems.NotesTooLarge(bytes, CheckpointManifest.MostStateBytes));
    }
}
