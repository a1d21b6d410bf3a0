using Athanor.Compute.Tensors;

namespace Athanor.Training.Modules;

/// <summary>
/// A part of a model with one input and one output, made for one shape of input. It keeps what it needs for the way back, so a call of <see cref="Backward"/>
/// belongs to the last call of <see cref="Forward"/>. The output is the module's own and is overwritten by the next call.
/// </summary>
public abstract class Module : IDisposable
{
    private readonly List<IDisposable> _owned = [];

    public abstract Shape Output { get; }

    /// <summary>Whether its output is needed on the way back, so that nobody behind it may write over it.</summary>
    public virtual bool KeepsOutput => false;

    /// <summary>Whether the output takes the place of the input, which is then lost to others.</summary>
    public virtual bool OverwritesInput => false;

    public abstract Tensor Forward(Tensor input);

    /// <summary>
    /// Adds to the gradients of its parameters and leaves <paramref name="outputGradient"/> as it is. The gradient of its input is lent from the workspace, to be given back
    /// by the caller; the first module of a model, whose input nobody asks about, answers none.
    /// </summary>
    public abstract Tensor? Backward(Tensor outputGradient);

    /// <summary>What is gone with this module.</summary>
    protected T Own<T>(T part) where T : IDisposable
    {
        _owned.Add(part);
        return part;
    }

    public void Dispose()
    {
        foreach (var part in _owned) part.Dispose();
        GC.SuppressFinalize(this);
    }
}
