namespace Athanor.Datasets.Loading.Reading;

/// <summary>Samples that lie ready, and how many of them were handed out. One consumer takes them; anybody may ask where he is.</summary>
internal sealed class LoadedStretch(Sample[] samples, PlannedSample[] plan) : IDisposable
{
    private int _taken;

    public static LoadedStretch None { get; } = new([], []);

    public int Taken => Volatile.Read(ref _taken);

    /// <summary>Behind the last sample that was taken; null before the first.</summary>
    public long? Position => Taken is > 0 and var taken ? plan[taken - 1].Next : null;

    // This is all that a consumer pays for most samples, so it looks at nothing that another thread wrote except for the reference itself.
    // And it holds on to nothing that was handed out.
    public Sample? Take()
    {
        var taken = _taken;
        if (taken >= samples.Length) return null;
        var sample = samples[taken];
        samples[taken] = null!;
        _taken = taken + 1;
        return sample;
    }

    /// <summary>Gives back what was not taken.</summary>
    public void Dispose()
    {
        for (var left = _taken; left < samples.Length; left++) samples[left].Dispose();
    }
}
