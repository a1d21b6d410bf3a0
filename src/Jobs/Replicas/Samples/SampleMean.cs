namespace Athanor.Jobs.Replicas.Samples;

/// <summary>Makes one sample of several that follow each other: means by their durations, the largest maxima, and the last of what only grows.</summary>
internal static class SampleMean
{
    public static ReplicaSample Of(IReadOnlyList<ReplicaSample> samples)
    {
        if (samples.Count == 1) return samples[0];
        var last = samples[^1];
        var seconds = samples.Sum(sample => sample.Duration.TotalSeconds);
        double Mean(Func<ReplicaSample, double> value) => seconds == 0 ? samples.Average(value) : samples.Sum(sample => value(sample) * sample.Duration.TotalSeconds) / seconds;

        return last with
        {
            Duration = TimeSpan.FromSeconds(seconds),
            Processors = Mean(sample => sample.Processors),
            ProcessorsMaximum = samples.Max(sample => sample.ProcessorsMaximum),
            MemoryBytes = (long)Mean(sample => sample.MemoryBytes),
            MemoryBytesMaximum = samples.Max(sample => sample.MemoryBytesMaximum),
            Accelerators = [.. last.Accelerators.Select((_, index) => AcceleratorOf(samples, index, Mean))],
        };
    }

    private static AcceleratorSample AcceleratorOf(IReadOnlyList<ReplicaSample> samples, int index, Func<Func<ReplicaSample, double>, double> mean)
    {
        var present = samples.Where(sample => sample.Accelerators.Count > index).Select(sample => sample.Accelerators[index]).ToList();
        double Mean(Func<AcceleratorSample, double> value) => mean(sample => sample.Accelerators.Count > index ? value(sample.Accelerators[index]) : 0);
        return new(
            Mean(each => each.Utilisation), present.Max(each => each.UtilisationMaximum), (long)Mean(each => each.MemoryBytes), present.Max(each => each.MemoryBytesMaximum), Mean(each => each.Watts), present.Max(each => each.WattsMaximum));
    }
}
