using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;

namespace Athanor.Foundation.Telemetry;

/// <summary>
/// Listens to every instrument of our own meters and keeps their series for <c>/metrics</c>. The number of series is bounded:
/// a label that takes too many values must not fill the memory.
/// </summary>
public sealed class MetricsRegistry : IDisposable
{
    public const string MeterPrefix = "Athanor";
    private const int MaximumSeriesPerInstrument = 2000;

    // From a tenth of a millisecond to ten seconds: a fast read and a slow upload both land in the middle.
    private static readonly double[] DurationBounds = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
    private static readonly double[] SizeBounds = [256, 1024, 4096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216, 67_108_864, 268_435_456];
    private static readonly double[] CountBounds = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512];

    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<Instrument, InstrumentSeries> _instruments = new();

    public MetricsRegistry()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (!instrument.Meter.Name.StartsWith(MeterPrefix, StringComparison.Ordinal)) return;
            listener.EnableMeasurementEvents(instrument, _instruments.GetOrAdd(instrument, Create));
        };
        _listener.SetMeasurementEventCallback<double>(static (_, value, tags, state) => ((InstrumentSeries)state!).Record(value, tags));
        _listener.SetMeasurementEventCallback<long>(static (_, value, tags, state) => ((InstrumentSeries)state!).Record(value, tags));
        _listener.SetMeasurementEventCallback<int>(static (_, value, tags, state) => ((InstrumentSeries)state!).Record(value, tags));
        _listener.Start();
    }

    public const string ContentType = PrometheusText.ContentType;

    public string WritePrometheus()
    {
        _listener.RecordObservableInstruments();
        var text = new StringBuilder(16_384);
        foreach (var instrument in _instruments.Values.OrderBy(instrument => instrument.Name, StringComparer.Ordinal)) instrument.Write(text);
        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private static InstrumentSeries Create(Instrument instrument)
    {
        var type = instrument.GetType();
        var kind = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        if (kind == typeof(Histogram<>))
        {
            var bounds = instrument.Unit switch { "s" => DurationBounds, "By" => SizeBounds, _ => CountBounds };
            return new(instrument, "histogram", labels => new HistogramSeries(labels, bounds), MaximumSeriesPerInstrument);
        }
        if (kind == typeof(Counter<>)) return new(instrument, "counter", labels => new SumSeries(labels), MaximumSeriesPerInstrument);
        if (kind == typeof(UpDownCounter<>)) return new(instrument, "gauge", labels => new SumSeries(labels), MaximumSeriesPerInstrument);
        return new(instrument, kind == typeof(ObservableCounter<>) ? "counter" : "gauge", labels => new GaugeSeries(labels), MaximumSeriesPerInstrument);
    }
}
