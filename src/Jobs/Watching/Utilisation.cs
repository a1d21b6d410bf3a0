using Athanor.Jobs.Model;
using Athanor.Jobs.Replicas.Samples;

namespace Athanor.Jobs.Watching;

/// <summary>Which share of what it holds a job uses: of its accelerators where it has some that can be measured, else of its processors.</summary>
internal static class Utilisation
{
    public static double Of(IReadOnlyList<ReplicaSample> samples, ReplicaNeeds needs)
    {
        var (time, used) = (0.0, 0.0);
        foreach (var sample in samples)
        {
            var share = sample.Accelerators.Count > 0 ? sample.Accelerators.Average(one => one.Utilisation) : sample.Processors / needs.Cpus.Count;
            (time, used) = (time + sample.Duration.TotalSeconds, used + (share * sample.Duration.TotalSeconds));
        }
        return time > 0 ? used / time : 0;
    }
}
