using System.Buffers.Binary;
using Athanor.Compute.Collectives;
using Athanor.Training.Checkpoints.Reading;
using Athanor.Training.Checkpoints.Storage;
using Athanor.Training.Checkpoints.Writing;
using Athanor.Training.Loop;

namespace Athanor.Training.Checkpoints;

/// <summary>The checkpoints of a run: begins at the newest whole one, and saves every so many steps, or as often as it pays.</summary>
public sealed class RunCheckpoints(ICheckpointStore store, ICollectives workers, ReadOnlyMemory<byte> configuration, CheckpointOptions options, TimeProvider clock, CancellationToken cancellation) : ICheckpoints, IDisposable
{
    // Before it is known what a checkpoint costs, they come at twice the distance each time.
    private const long FirstDistance = 16;
    private CheckpointWriter? _writer;
    private long _lastStep;
    private long _lastTime = clock.GetTimestamp();
    private long _due = FirstDistance;

    /// <summary>What to remember beside the vectors; asked at each save.</summary>
    public Func<CheckpointNotes> Notes { get; init; } = () => CheckpointNotes.None;

    /// <summary>What was loaded; null where the run begins at its beginning.</summary>
    public RestoredCheckpoint? Restored { get; private set; }

    public SaveCost? Cost => _writer?.Cost;

    public long Restore(IReadOnlyList<StatePart> parts)
    {
        Restored = new CheckpointReader(store, workers, configuration).Restore(parts, cancellation);
        var damaged = Restored?.Skipped.Select(one => one.Name).ToHashSet() ?? [];
        _writer = new(store, workers, configuration.Span, options with { Damaged = damaged }, clock);
        _writer.Prepare(parts);
        (_lastStep, _lastTime) = (Restored?.Step ?? 0, clock.GetTimestamp());
        _due = _lastStep + FirstDistance;
        return _lastStep;
    }

    public bool IsDue(long step) => options.EverySteps is > 0 and var every ? step % every == 0 : step >= _due;

    public void Save(long step, IReadOnlyList<StatePart> parts)
    {
        var writer = _writer ?? throw new InvalidOperationException("A run restores before it saves.");
        var pace = step > _lastStep ? clock.GetElapsedTime(_lastTime) / (step - _lastStep) : TimeSpan.Zero;
        writer.Save(step, parts, Notes());
        if (options.EverySteps is not > 0) _due = step + AgreeOnDistance(Math.Max(1, step - _lastStep), pace, writer.Cost);
        (_lastStep, _lastTime) = (step, clock.GetTimestamp());
    }

    public void Finish() => _writer?.Finish();

    public void Dispose() => _writer?.Dispose();

    // Each worker measures something else: rank 0 decides.
    private long AgreeOnDistance(long last, TimeSpan pace, SaveCost? cost)
    {
        var distance = cost is null ? 2 * last : CheckpointInterval.InSteps(CheckpointInterval.Best(cost, options.MeanTimeBetweenFailures), pace);
        Span<byte> agreed = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(agreed, distance);
        workers.Broadcast(agreed, 0);
        return BinaryPrimitives.ReadInt64LittleEndian(agreed);
    }
}
