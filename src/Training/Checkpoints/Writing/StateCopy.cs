using Athanor.Compute.Tensors;

namespace Athanor.Training.Checkpoints.Writing;

/// <summary>
/// This worker's share of the state as it was at a step, in memory that is taken once. What all workers hold whole is shared out among them; of the rest each
/// has its own. Copied by all processors in long stretches, which the machine copies past its caches.
/// </summary>
internal sealed unsafe class StateCopy(int rank, int size) : IDisposable
{
    private const int RowElements = 1 << 20;
    private const long BlockElements = 16 << 20;
    private readonly List<Block> _blocks = [];
    private Tensor? _memory;
    private IReadOnlyList<StatePart> _parts = [];

    public IReadOnlyList<CopiedStretch> Stretches { get; private set; } = [];

    /// <summary>Where a stretch's bytes are.</summary>
    public ReadOnlySpan<byte> Bytes(CopiedStretch stretch, long from, int count) => new((byte*)(_memory!.Pointer + stretch.Start) + from, count);

    /// <summary>Takes the memory for these parts, unless it has it already.</summary>
    public void Prepare(IReadOnlyList<StatePart> parts)
    {
        if (parts.SequenceEqual(_parts)) return;
        _parts = [.. parts];
        Stretches = Plan(parts);
        var elements = Stretches.Count == 0 ? 0 : Stretches[^1].Start + Stretches[^1].Count;
        Cut();
        if (_memory?.Length >= elements) return;
        _memory?.Dispose();
        _memory = Tensor.Zeros(checked((int)Math.Max(1, (elements + RowElements - 1) / RowElements)), RowElements);
    }

    public void Take(IReadOnlyList<StatePart> parts)
    {
        Prepare(parts);
        Parallel.For(0, _blocks.Count, index => Copy(_blocks[index]));
    }

    public void Dispose() => _memory?.Dispose();

    private List<CopiedStretch> Plan(IReadOnlyList<StatePart> parts)
    {
        var (stretches, start) = (new List<CopiedStretch>(), 0L);
        foreach (var part in parts)
        {
            var (from, end) = ShareOf(part);
            if (end <= from) continue;
            stretches.Add(new(part, part.Offset + from, end - from, from, start));
            start += end - from;
        }
        return stretches;
    }

    private (long From, long End) ShareOf(StatePart part)
    {
        if (part.Values.Length < part.Length) return (0, part.Values.Length);
        var share = (part.Length + size - 1) / size;
        return (Math.Min(part.Length, rank * share), Math.Min(part.Length, (rank + 1) * share));
    }

    private void Cut()
    {
        _blocks.Clear();
        foreach (var stretch in Stretches)
        {
            for (long at = 0; at < stretch.Count; at += BlockElements) _blocks.Add(new(stretch, at, Math.Min(BlockElements, stretch.Count - at)));
        }
    }

    private void Copy(Block block)
    {
        var bytes = block.Count * sizeof(float);
        Buffer.MemoryCopy(block.Stretch.Part.Values.Pointer + block.Stretch.Skipped + block.At, _memory!.Pointer + block.Stretch.Start + block.At, bytes, bytes);
    }

    private sealed record Block(CopiedStretch Stretch, long At, long Count);
}
