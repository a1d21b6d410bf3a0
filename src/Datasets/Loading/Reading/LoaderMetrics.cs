using System.Diagnostics.Metrics;

namespace Athanor.Datasets.Loading.Reading;

internal sealed class LoaderMetrics
{
    private readonly Histogram<double> _waits;
    private readonly Counter<long> _bytes;

    public LoaderMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Athanor.Datasets");
        _waits = meter.CreateHistogram<double>("athanor.data.wait", "s", "How long a consumer waited for a sample.");
        _bytes = meter.CreateCounter<long>("athanor.data.read", "By", "Bytes of the samples that consumers took.");
    }

    public void Waited(TimeSpan wait) => _waits.Record(wait.TotalSeconds);

    public void DidNotWait(int samples)
    {
        if (!_waits.Enabled) return;
        for (var sample = 0; sample < samples; sample++) _waits.Record(0);
    }

    public void Took(long bytes) => _bytes.Add(bytes);
}
