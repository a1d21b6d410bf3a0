using System.Collections.Immutable;

namespace Athanor.Foundation.Telemetry;

/// <summary>The last hour of activity, for charts where no Prometheus runs. Thread-safe.</summary>
public sealed class ActivityHistory
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private const int Kept = 720;

    private ImmutableQueue<ActivitySample> _samples = [];
    private int _count;

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<ActivitySample> Samples => [.. _samples];

    /// <summary>Called by one sampler only.</summary>
    internal void Add(ActivitySample sample)
    {
        var samples = _samples.Enqueue(sample);
        if (++_count > Kept) samples = samples.Dequeue();
        _samples = samples;
    }
}
