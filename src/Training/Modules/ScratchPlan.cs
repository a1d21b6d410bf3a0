using Athanor.Compute.Tensors;

namespace Athanor.Training.Modules;

/// <summary>Lays tensors into the shared scratch, each beginning at a line of the cache. They are views, and may be had once all modules are made.</summary>
internal sealed class ScratchPlan(Workspace workspace)
{
    private const int Step = Tensor.Alignment / sizeof(float);
    private long _length;

    public Lazy<Tensor> Lay(Shape shape)
    {
        var offset = _length;
        _length += (shape.Length + Step - 1) / Step * Step;
        workspace.Reserve(_length);
        return new(() => workspace.Scratch.View(offset, shape), isThreadSafe: false);
    }
}
