using Athanor.Foundation.Problems;
using Athanor.Tracking.Model;

namespace Athanor.Tracking.Series;

internal readonly record struct StoredBlock(long Series, long Number, byte[] Data)
{
    public List<MetricPoint> ReadPoints() => MetricBlock.Read(Data) ?? throw new ProblemException(TrackingProblems.DamagedBlock(Series, Number));
}
