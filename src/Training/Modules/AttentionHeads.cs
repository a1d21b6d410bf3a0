using Athanor.Compute.Tensors;

namespace Athanor.Training.Modules;

/// <summary>What linear layers see as rows [b, t, heads · d], as the heads [b, t, heads, d] that attention sees.</summary>
internal sealed class AttentionHeads(AttentionOptions options, Tensor query, Tensor key, Tensor value, Tensor output)
{
    public Tensor Query { get; } = Part(query, options.Heads, options.HeadWidth);

    public Tensor Key { get; } = Part(key, options.SharedHeads, options.HeadWidth);

    public Tensor Value { get; } = Part(value, options.SharedHeads, options.HeadWidth);

    public Tensor Output { get; } = Part(output, options.Heads, options.HeadWidth);

    private static Tensor Part(Tensor rows, int heads, int width) => rows.As(rows.Shape[0], rows.Shape[1], heads, width);
}
