using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;

namespace Athanor.Foundation.Telemetry;

/// <summary>All series of one instrument, one per set of labels.</summary>
internal sealed class InstrumentSeries(Instrument instrument, string type, Func<string, MetricSeries> create, int maximum)
{
    private const string Others = "overflow=\"true\"";

    private readonly ConcurrentDictionary<string, MetricSeries> _series = new(StringComparer.Ordinal);

    public string Name { get; } = PrometheusText.NameOf(instrument.Name, instrument.Unit, type == "counter");

    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = PrometheusText.LabelsOf(tags);
        if (!_series.TryGetValue(labels, out var series))
        {
            if (_series.Count >= maximum) labels = Others;
            series = _series.GetOrAdd(labels, create);
        }
        series.Record(value);
    }

    public void Write(StringBuilder text)
    {
        if (_series.IsEmpty) return;
        PrometheusText.WriteHeader(text, Name, type, instrument.Description);
        foreach (var series in _series.OrderBy(entry => entry.Key, StringComparer.Ordinal)) series.Value.Write(text, Name);
    }
}
