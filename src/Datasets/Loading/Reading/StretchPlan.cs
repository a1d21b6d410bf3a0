using Athanor.Datasets.Loading.Ordering;

namespace Athanor.Datasets.Loading.Reading;

/// <summary>
/// Cuts the samples of a reader into stretches: as many as fit into the usual size and a fourth of its memory, but not too many, and at
/// least one.
/// </summary>
internal sealed class StretchPlan(SampleSet set, ReaderOptions options)
{
    private readonly WorkerRounds _rounds = new(set.Sequence, options.Share, options.From);
    private readonly long _mostBytes = Math.Min(options.Memory.Value, Array.MaxLength);
    private readonly long _usualBytes = Math.Min(set.StretchSize.UsualBytes, options.Memory.Value / 4);
    private PlannedSample? _next;

    /// <summary>Null when the order has no more samples for this reader.</summary>
    public Stretch? Take()
    {
        var (samples, bytes) = (new List<PlannedSample>(), 0L);
        while (samples.Count < set.StretchSize.MostSamples && Peek() is { } next && (samples.Count == 0 || bytes + next.Size <= _usualBytes))
        {
            samples.Add(next);
            bytes += next.Size;
            _next = null;
        }
        return samples.Count == 0 ? null : new(set, [.. samples], bytes, _mostBytes);
    }

    private PlannedSample? Peek()
    {
        if (_next is not null) return _next;
        var position = _rounds.Take();
        if (position >= options.Until) return null;
        var place = set.Sequence.At(position);
        return _next = new(position, place, set.SizeOf(place), _rounds.Start);
    }
}
