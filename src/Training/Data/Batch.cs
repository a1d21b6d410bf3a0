using Athanor.Compute.Tensors;

namespace Athanor.Training.Data;

/// <summary>Numbers in and classes out, a row each.</summary>
internal sealed class Batch(Shape input, int targets) : IDisposable
{
    public Tensor Input { get; } = Tensor.Zeros(input);

    public Indices Targets { get; } = new(targets);

    public void Dispose()
    {
        Input.Dispose();
        Targets.Dispose();
    }
}
