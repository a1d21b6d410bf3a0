using Athanor.Compute.Collectives;
using Athanor.Compute.Tensors;

namespace Athanor.Training.Checkpoints;

/// <summary>
/// A state like a run's: parameters that all workers hold, moments of which each holds its share, and a little that all hold of them. Which number stands
/// where follows from the step alone, and not from the number of workers.
/// </summary>
internal sealed class TestState : IDisposable
{
    private const int Shared = 5;
    private readonly long _length;

    public TestState(ICollectives workers, int length)
    {
        _length = length;
        var shared = workers.Size > 1 ? Math.Min(Shared, length) : 0;
        var share = (length - shared + workers.Size - 1) / workers.Size;
        var (from, until) = (Math.Min(shared + (workers.Rank * share), length), Math.Min(shared + ((workers.Rank + 1) * share), length));
        Add("parameters", 0, length);
        foreach (var moment in new[] { "first moment", "second moment" })
        {
            if (shared > 0) Add(moment, 0, shared);
            if (until > from) Add(moment, from, until - from);
        }
    }

    public List<StatePart> Parts { get; } = [];

    public TestState Fill(long step)
    {
        foreach (var part in Parts)
        {
            var values = part.Values.Span;
            for (var at = 0; at < values.Length; at++) values[at] = Expected(part, at, step);
        }
        return this;
    }

    public void AssertIs(long step)
    {
        foreach (var part in Parts)
        {
            var values = part.Values.Span;
            for (var at = 0; at < values.Length; at++)
            {
                if (BitConverter.SingleToUInt32Bits(values[at]) != BitConverter.SingleToUInt32Bits(Expected(part, at, step))) Assert.Fail($"'{part.Name}' at {part.Offset + at} is {values[at]} and not that of step {step}.");
            }
        }
    }

    public void Dispose() => Parts.ForEach(part => part.Values.Dispose());

    private void Add(string name, int offset, int count) => Parts.Add(new(name, _length, offset, Tensor.Zeros(count)));

    // Any bits, which numbers need not be.
    private static float Expected(StatePart part, int at, long step) => BitConverter.UInt32BitsToSingle((uint)((((part.Offset + at) * 2654435761) + (part.Name[0] * 40503) + step) & 0x7F7FFFFF));
}
