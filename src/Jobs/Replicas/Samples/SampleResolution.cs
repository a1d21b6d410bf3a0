namespace Athanor.Jobs.Replicas.Samples;

/// <summary>How long samples of one step are kept: a second for fifteen minutes, ten for a day, a minute for thirty days.</summary>
internal sealed record SampleResolution(string Name, TimeSpan Step, int Places)
{
    public static readonly IReadOnlyList<SampleResolution> All =
    [
        new("1s", TimeSpan.FromSeconds(1), 15 * 60),
        new("10s", TimeSpan.FromSeconds(10), 24 * 60 * 6),
        new("60s", TimeSpan.FromSeconds(60), 30 * 24 * 60),
    ];

    public string FileIn(string folder) => Path.Combine(folder, Name);
}
