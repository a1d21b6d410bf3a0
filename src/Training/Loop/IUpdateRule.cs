using Athanor.Compute.Devices;
using Athanor.Compute.Tensors;

namespace Athanor.Training.Loop;

/// <summary>How parameters follow their gradients.</summary>
public interface IUpdateRule
{
    /// <summary>What it remembers of each parameter, by name: vectors as long as the parameters.</summary>
    IReadOnlyList<string> Memory { get; }

    /// <param name="device">Where the numbers are.</param>
    /// <param name="parameters">A stretch of them.</param>
    /// <param name="gradient">Of the same stretch, to be multiplied by <paramref name="scale"/>.</param>
    /// <param name="memory">In the order of <see cref="Memory"/>.</param>
    /// <param name="number">Of the step, from one.</param>
    /// <param name="rate">The learning rate.</param>
    /// <param name="scale">What clipping leaves of the gradient.</param>
    /// <param name="isDecayed">Whether these parameters decay.</param>
    void Apply(IDevice device, Tensor parameters, Tensor gradient, IReadOnlyList<Tensor> memory, long number, float rate, float scale, bool isDecayed);
}
