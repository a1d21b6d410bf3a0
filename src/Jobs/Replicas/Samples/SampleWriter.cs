namespace Athanor.Jobs.Replicas.Samples;

/// <summary>Keeps samples in all resolutions. A disk that is full costs samples and nothing else.</summary>
internal sealed class SampleWriter : IDisposable
{
    private readonly List<(SampleResolution Resolution, SampleFile File, List<ReplicaSample> Gathered)> _levels = [];

    private SampleWriter()
    {
    }

    public static SampleWriter? TryOpen(ReplicaFolder folder, int accelerators)
    {
        var writer = new SampleWriter();
        try
        {
            Directory.CreateDirectory(folder.SamplesFolder);
            foreach (var resolution in SampleResolution.All) writer._levels.Add((resolution, SampleFile.Open(resolution.FileIn(folder.SamplesFolder), accelerators, resolution.Places), []));
            return writer;
        }
        catch (IOException)
        {
            writer.Dispose();
            return null;
        }
    }

    public void Add(ReplicaSample sample)
    {
        foreach (var (resolution, file, gathered) in _levels)
        {
            gathered.Add(sample);

            // Half a second early is on time: a sample may come a little before the second is full.
            if (gathered.Sum(each => each.Duration.TotalSeconds) + 0.5 >= resolution.Step.TotalSeconds) Flush(file, gathered);
        }
    }

    /// <summary>Keeps what was gathered so far, too.</summary>
    public void Dispose()
    {
        foreach (var (_, file, gathered) in _levels)
        {
            if (gathered.Count > 0) Flush(file, gathered);
            file.Dispose();
        }
    }

    private static void Flush(SampleFile file, List<ReplicaSample> gathered)
    {
        try
        {
            file.Append(SampleMean.Of(gathered));
        }
        catch (IOException)
        {
        }
        gathered.Clear();
    }
}
