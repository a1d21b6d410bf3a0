using System.Diagnostics.Metrics;

namespace Athanor.Foundation.Databases;

/// <summary>How the writer fares: whether changes share their fsyncs, and how long a commit takes on this disk.</summary>
internal static class DatabaseMetrics
{
    private static readonly Meter Meter = new("Athanor.Database");

    public static readonly Histogram<long> GroupSize =
        Meter.CreateHistogram<long>("athanor.database.group.size", "{change}", "Changes that shared a transaction.");

    public static readonly Histogram<double> GroupDuration =
        Meter.CreateHistogram<double>("athanor.database.group.duration", "s", "Time from the start of a shared transaction to its commit on disk.");

    public static readonly Counter<long> FailedGroups =
        Meter.CreateCounter<long>("athanor.database.group.failures", "{group}", "Shared transactions that the engine refused as a whole.");
}
