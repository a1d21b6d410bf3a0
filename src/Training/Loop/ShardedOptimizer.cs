using Athanor.Compute.Devices;
using Athanor.Compute.Tensors;
using Athanor.Training.Checkpoints;
using Athanor.Training.Modules;

namespace Athanor.Training.Loop;

/// <summary>Updates this worker's stretches of the parameters, and remembers what the rule needs of those alone: each worker holds its share of that memory (ZeRO, stage 1).</summary>
internal sealed class ShardedOptimizer : IDisposable
{
    private readonly IDevice _device;
    private readonly IUpdateRule _rule;
    private readonly List<Piece> _pieces = [];
    private readonly List<Tensor> _memory = [];
    private readonly List<StatePart> _parts = [];

    public ShardedOptimizer(IDevice device, ParameterSet parameters, GradientBuckets buckets, int rank, IUpdateRule rule)
    {
        (_device, _rule) = (device, rule);
        var owned = buckets.OwnedBy(rank).ToList();
        foreach (var _ in rule.Memory) _memory.Add(Tensor.Zeros(checked((int)owned.Sum(stretch => stretch.Length))));
        var offset = 0L;
        foreach (var stretch in owned)
        {
            Cut(parameters, stretch, offset, isShared: stretch == buckets.Shared);
            for (var index = 0; index < _memory.Count; index++) _parts.Add(new(rule.Memory[index], parameters.Length, stretch.From, ViewOf(_memory[index], offset, stretch.Length)));
            offset += stretch.Length;
        }
    }

    /// <summary>What it remembers, for a checkpoint.</summary>
    public IReadOnlyList<StatePart> State => _parts;

    /// <summary>Of the summed gradients of this worker's stretches; what all workers update counts where it is wanted.</summary>
    public double SumOfSquares(bool withShared)
    {
        var sum = 0.0;
        foreach (var piece in _pieces)
            if (withShared || !piece.IsShared) sum += _device.SumOfSquares(piece.Gradient);
        return sum;
    }

    public void Update(long number, float rate, float scale)
    {
        foreach (var piece in _pieces) _rule.Apply(_device, piece.Parameters, piece.Gradient, piece.Memory, number, rate, scale, piece.IsDecayed);
    }

    public void Dispose()
    {
        foreach (var memory in _memory) memory.Dispose();
    }

    // One piece for neighbours that decay alike; what is between parameters belongs to the one before it.
    private void Cut(ParameterSet parameters, Stretch stretch, long offset, bool isShared)
    {
        for (var from = stretch.From; from < stretch.End;)
        {
            var index = IndexAt(parameters, from);
            var isDecayed = parameters.Parameters[index].IsDecayed;
            while (index + 1 < parameters.Parameters.Count && parameters.Parameters[index + 1].IsDecayed == isDecayed) index++;
            var end = Math.Min(stretch.End, index + 1 < parameters.Parameters.Count ? parameters.OffsetOf(index + 1) : parameters.Length);
            var place = offset + from - stretch.From;
            _pieces.Add(new(
                ViewOf(parameters.Values, from, end - from), ViewOf(parameters.Gradients, from, end - from), [.. _memory.Select(memory => ViewOf(memory, place, end - from))], isDecayed, isShared));
            from = end;
        }
    }

    private static int IndexAt(ParameterSet parameters, long offset)
    {
        var (low, high) = (0, parameters.Parameters.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (parameters.OffsetOf(middle) <= offset) low = middle;
            else high = middle - 1;
        }
        return low;
    }

    private static Tensor ViewOf(Tensor vector, long from, long length) => vector.View(from, new Shape((int)length));

    private sealed record Piece(Tensor Parameters, Tensor Gradient, Tensor[] Memory, bool IsDecayed, bool IsShared);
}
