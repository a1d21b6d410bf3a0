using System.Diagnostics.Metrics;

namespace Athanor.Objects.Lifecycle;

internal sealed class LifecycleMetrics
{
    private readonly Counter<long> _hidden;
    private readonly Counter<long> _removed;
    private readonly Counter<long> _aborted;
    private readonly Counter<long> _bytes;

    public LifecycleMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Athanor.Objects");
        _hidden = meter.CreateCounter<long>("athanor.objects.lifecycle.hidden", "{object}", "Objects that lifecycle rules have hidden.");
        _removed = meter.CreateCounter<long>("athanor.objects.lifecycle.removed", "{version}", "Versions that lifecycle rules have removed.");
        _aborted = meter.CreateCounter<long>("athanor.objects.lifecycle.aborted", "{upload}", "Uploads that lifecycle rules have aborted.");
        _bytes = meter.CreateCounter<long>("athanor.objects.lifecycle.freed", "By", "Bytes of what lifecycle rules have removed and aborted.");
    }

    public void Count(string project, LifecycleCounts counts)
    {
        var tag = new KeyValuePair<string, object?>("project", project);
        if (counts.Hidden > 0) _hidden.Add(counts.Hidden, tag);
        if (counts.Removed > 0) _removed.Add(counts.Removed, tag);
        if (counts.Aborted > 0) _aborted.Add(counts.Aborted, tag);
        if (counts.Bytes > 0) _bytes.Add(counts.Bytes, tag);
    }
}
