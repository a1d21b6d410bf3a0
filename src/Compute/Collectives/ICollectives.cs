namespace Athanor.Compute.Collectives;

/// <summary>
/// What the workers of a gang do together. All ranks call the same operations in the same order with the same sizes. Each sum is added up in one order that
/// depends on the number of ranks alone, so that it is equal to the bit on every rank and in every run. An operation that a rank does not join within the deadline
/// fails on the others and names the missing rank and the operation; afterwards the group is broken and every call fails at once. One call at a time.
/// </summary>
public interface ICollectives : IDisposable
{
    int Rank { get; }

    int Size { get; }

    /// <summary>Every rank gets the sum over all.</summary>
    void AllReduce(Span<float> values);

    /// <summary>The sum over all, of which this rank gets its part. <paramref name="values"/> is as long as all parts together, and is used up.</summary>
    void ReduceScatter(Span<float> values, Span<float> mine);

    /// <summary>Every rank gets the parts of all, in the order of ranks.</summary>
    void AllGather(ReadOnlySpan<float> mine, Span<float> all);

    void Broadcast(Span<byte> bytes, int root);

    void Send(ReadOnlySpan<byte> bytes, int to);

    void Receive(Span<byte> bytes, int from);

    void Barrier();
}
