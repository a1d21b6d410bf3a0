using Athanor.Compute.Tensors;

namespace Athanor.Training.Loop;

/// <summary>
/// How the long vector of gradients is cut for a number of workers. Gradients are complete from the end on, so buckets begin there. Each is divided
/// evenly: a worker adds up, and updates, its part of each. What does not divide, less than a line of the cache for each worker, lies at the front and is done by all.
/// </summary>
internal sealed class GradientBuckets
{
    private const long Line = Tensor.Alignment / sizeof(float);

    public GradientBuckets(long length, int workers, long bucket)
    {
        var step = Line * workers;
        var size = Math.Max(1, bucket / step) * step;
        var all = new List<Stretch>();
        for (var end = length; end >= step; end = all[^1].From) all.Add(new(end - Math.Min(size, end / step * step), Math.Min(size, end / step * step)));
        (All, Shared, Workers) = (all, new(0, all.Count == 0 ? length : all[^1].From), workers);
    }

    /// <summary>In the order in which they are complete.</summary>
    public IReadOnlyList<Stretch> All { get; }

    public Stretch Shared { get; }

    public int Workers { get; }

    public Stretch PartOf(Stretch bucket, int rank) => new(bucket.From + (bucket.Length / Workers * rank), bucket.Length / Workers);

    /// <summary>What one worker updates.</summary>
    public IEnumerable<Stretch> OwnedBy(int rank)
    {
        foreach (var bucket in All) yield return PartOf(bucket, rank);
        if (Shared.Length > 0) yield return Shared;
    }
}
