namespace Athanor.Foundation.Telemetry;

/// <summary>Requests since the sampler last looked. Latencies are kept in buckets that grow by an eighth, so a percentile is right to about 6 %.</summary>
public sealed class RequestWindow
{
    private const int Buckets = 160;
    private const double Growth = 1.125;
    private const double SmallestMilliseconds = 0.01;

    private readonly Lock _lock = new();
    private long[] _counts = new long[Buckets];
    private long _failures;

    internal void Record(TimeSpan elapsed, bool isFailure)
    {
        var bucket = (int)Math.Clamp(Math.Log(Math.Max(elapsed.TotalMilliseconds, SmallestMilliseconds) / SmallestMilliseconds, Growth), 0, Buckets - 1);
        lock (_lock)
        {
            _counts[bucket]++;
            if (isFailure) _failures++;
        }
    }

    internal (long Requests, long Failures, double MedianMilliseconds, double SlowestPercentMilliseconds) Take()
    {
        long[] counts;
        long failures;
        lock (_lock)
        {
            (counts, _counts) = (_counts, new long[Buckets]);
            (failures, _failures) = (_failures, 0);
        }
        return (counts.Sum(), failures, Percentile(counts, 0.5), Percentile(counts, 0.99));
    }

    private static double Percentile(long[] counts, double share)
    {
        var wanted = (long)Math.Ceiling(counts.Sum() * share);
        if (wanted == 0) return 0;

        var bucket = 0;
        for (var seen = counts[0]; seen < wanted; seen += counts[++bucket])
        {
        }
        return SmallestMilliseconds * Math.Pow(Growth, bucket + 0.5);
    }
}
