using Athanor.Compute.Devices;
using Athanor.Compute.Tensors;

namespace Athanor.Training.Models;

/// <summary>A model by what it takes: a <see cref="Tensor"/> of pixels or columns, or the <see cref="Indices"/> of tokens.</summary>
public abstract class Model<TInput>(IDevice device, ulong seed) : Model(device, seed)
{
    /// <summary>The logits of each row of the batch.</summary>
    public abstract Tensor Forward(TInput batch);
}
