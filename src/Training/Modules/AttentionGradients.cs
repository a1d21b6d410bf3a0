using Athanor.Compute.Tensors;

namespace Athanor.Training.Modules;

/// <summary>Gradients within one attention, in scratch that all layers share.</summary>
internal sealed class AttentionGradients(AttentionOptions options, ScratchPlan scratch, Shape all, Shape shared)
{
    private AttentionHeads? _heads;

    public Lazy<Tensor> Query { get; } = scratch.Lay(all);

    public Lazy<Tensor> Key { get; } = scratch.Lay(shared);

    public Lazy<Tensor> Value { get; } = scratch.Lay(shared);

    public Lazy<Tensor> Attended { get; } = scratch.Lay(all);

    public AttentionHeads Heads => _heads ??= new(options, Query.Value, Key.Value, Value.Value, Attended.Value);
}
