using System.Text;

namespace Athanor.Foundation.Telemetry;

/// <summary>The values of one instrument under one set of labels. Thread-safe, and written without a lock.</summary>
internal abstract class MetricSeries(string labels)
{
    public string Labels { get; } = labels;

    public abstract void Record(double value);
    public abstract void Write(StringBuilder text, string name);

    protected static void Add(ref double total, double value)
    {
        var seen = Volatile.Read(ref total);
        while (true)
        {
            var before = Interlocked.CompareExchange(ref total, seen + value, seen);
            if (before.Equals(seen)) return;
            seen = before;
        }
    }
}

internal sealed class SumSeries(string labels) : MetricSeries(labels)
{
    private double _value;

    public double Value => Volatile.Read(ref _value);

    public override void Record(double value) => Add(ref _value, value);

    public override void Write(StringBuilder text, string name) => PrometheusText.WriteSample(text, name, Labels, Value);
}

internal sealed class GaugeSeries(string labels) : MetricSeries(labels)
{
    private double _value;

    public override void Record(double value) => Volatile.Write(ref _value, value);

    public override void Write(StringBuilder text, string name) => PrometheusText.WriteSample(text, name, Labels, Volatile.Read(ref _value));
}

internal sealed class HistogramSeries(string labels, double[] bounds) : MetricSeries(labels)
{
    private readonly long[] _counts = new long[bounds.Length + 1];
    private double _sum;

    public override void Record(double value)
    {
        var bucket = Array.BinarySearch(bounds, value);
        Interlocked.Increment(ref _counts[bucket < 0 ? ~bucket : bucket]);
        Add(ref _sum, value);
    }

    /// <summary>How many values fell into each bucket so far, the last without a bound.</summary>
    public long[] Snapshot() => [.. _counts.Select((_, bucket) => Volatile.Read(ref _counts[bucket]))];

    public override void Write(StringBuilder text, string name)
    {
        var separator = Labels.Length > 0 ? "," : "";
        var counts = Snapshot();
        var total = 0L;
        for (var bucket = 0; bucket < counts.Length; bucket++)
        {
            total += counts[bucket];
            var bound = bucket < bounds.Length ? PrometheusText.Write(bounds[bucket]) : "+Inf";
            PrometheusText.WriteSample(text, $"{name}_bucket", $"{Labels}{separator}le=\"{bound}\"", total);
        }
        PrometheusText.WriteSample(text, $"{name}_sum", Labels, Volatile.Read(ref _sum));
        PrometheusText.WriteSample(text, $"{name}_count", Labels, total);
    }
}
