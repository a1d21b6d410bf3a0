using System.Diagnostics.Metrics;
using Athanor.Datasets.Loading.Reading;
using Microsoft.Extensions.Logging;

namespace Athanor.Datasets.Loading;

/// <summary>Opens readers of samples, which report to the metrics and the log of this process.</summary>
public sealed class SampleReaders(TimeProvider clock, IMeterFactory meters, ILogger<SampleReaders> logger)
{
    private readonly LoaderMetrics _metrics = new(meters);

    public SampleReader Open(SampleSet set, ReaderOptions options) => new(set, options, clock, _metrics, logger, IsMemoryShort);

    private static bool IsMemoryShort()
    {
        var memory = GC.GetGCMemoryInfo();
        return memory.HighMemoryLoadThresholdBytes > 0 && memory.MemoryLoadBytes >= memory.HighMemoryLoadThresholdBytes;
    }
}
