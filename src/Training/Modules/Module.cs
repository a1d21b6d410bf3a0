using Athanor.Compute.Tensors;

namespace Athanor.Training.Modules;

/// <summary>
/// A part of a model with one input and one output, made for one shape of input. It keeps what it needs for the way back, so a call of <see cref="Backward"/>
/// belongs to the last call of <see cref="Forward"/>. The tensors it answers are its own and are overwritten by the next call.
/// </summary>
public abstract class Module : IDisposable
{
    public abstract Shape Output { get; }

    public abstract Tensor Forward(Tensor input);

    /// <summary>Adds to the gradients of its parameters; answers the gradient of its input.</summary>
    public abstract Tensor Backward(Tensor outputGradient);

    protected virtual void Dispose(bool isDisposing)
    {
    }

    public void Dispose()
    {
        Dispose(isDisposing: true);
        GC.SuppressFinalize(this);
    }
}
