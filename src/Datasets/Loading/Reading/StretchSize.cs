namespace Athanor.Datasets.Loading.Reading;

/// <summary>How much is loaded together, and how many stretches lie ready.</summary>
internal sealed record StretchSize(int MostSamples, int UsualBytes, int Stock)
{
    /// <summary>
    /// With what lies between files a stretch is below the mebibyte that the pool of arrays has in store. And much more than sixteen
    /// mebibytes in all would leave the processor's caches before it is consumed.
    /// </summary>
    public static StretchSize Copied { get; } = new(64, 960 << 10, 16);

    /// <summary>
    /// What is not copied is in no cache and takes no memory of ours: a stretch is as large as makes its hand-over cheap, and enough lie
    /// ready to last while other programs have the processor.
    /// </summary>
    public static StretchSize Mapped { get; } = new(512, 8 << 20, 24);
}
