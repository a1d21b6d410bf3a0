namespace Athanor.Compute.Collectives;

/// <summary>A gang of one.</summary>
public sealed class Alone : ICollectives
{
    public int Rank => 0;

    public int Size => 1;

    public void AllReduce(Span<float> values)
    {
    }

    public void ReduceScatter(Span<float> values, Span<float> mine)
    {
        CallChecks.ThrowUnlessParts(values.Length, mine.Length, Size);
        values.CopyTo(mine);
    }

    public void AllGather(ReadOnlySpan<float> mine, Span<float> all)
    {
        CallChecks.ThrowUnlessParts(all.Length, mine.Length, Size);
        mine.CopyTo(all);
    }

    public void Broadcast(Span<byte> bytes, int root) => CallChecks.ThrowUnlessRank(root, Size);

    public void Send(ReadOnlySpan<byte> bytes, int to) => CallChecks.ThrowUnlessOther(to, Rank, Size);

    public void Receive(Span<byte> bytes, int from) => CallChecks.ThrowUnlessOther(from, Rank, Size);

    public void Barrier()
    {
    }

    public void Dispose()
    {
    }
}
