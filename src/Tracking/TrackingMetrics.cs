using System.Diagnostics.Metrics;

namespace Athanor.Tracking;

internal sealed class TrackingMetrics(IMeterFactory meters)
{
    private readonly Counter<long> _points = meters.Create("Athanor.Tracking").CreateCounter<long>("athanor.tracking.points", "{point}", "Points of metrics taken from clients.");

    public void CountPoints(int points) => _points.Add(points);
}
