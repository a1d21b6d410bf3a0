using Athanor.Compute.Devices;
using Athanor.Compute.Tensors;
using Athanor.Training.Modules;

namespace Athanor.Training.Models;

/// <summary>
/// A model made for one device and one size of batch: its parameters, and modules that work one behind the other. Its last output are the logits. A model takes all
/// its memory when it is made and in its first step.
/// </summary>
public abstract class Model : IDisposable
{
    private readonly List<Stage> _stages = [];

    protected Model(IDevice device, ulong seed)
    {
        Chance = new(seed);
        Scope = new(device, Parameters, Workspace, Chance);
    }

    public ParameterSet Parameters { get; } = new();

    public Chance Chance { get; }

    /// <summary>Overwritten by the next forward pass; a loss may write its gradient over it.</summary>
    public abstract Shape Logits { get; }

    protected Workspace Workspace { get; } = new();

    protected Scope Scope { get; }

    /// <summary>
    /// Adds to the gradients of all parameters. Each time those from an offset of <see cref="ParameterSet.Gradients"/> to its end are complete, <paramref name="completed"/> hears the offset, the last time
    /// zero: workers may add them up while the rest is still computed.
    /// </summary>
    public void Backward(Tensor logitsGradient, Action<long>? completed = null)
    {
        var gradient = logitsGradient;
        for (var index = _stages.Count - 1; index >= 0; index--)
        {
            var before = _stages[index].Module.Backward(gradient);
            if (gradient != logitsGradient) Workspace.Give(gradient);
            if (index == 0) BackwardToInput(before);
            completed?.Invoke(index == 0 ? 0 : _stages[index].CompleteFrom);
            if (index > 0) gradient = before!;
        }
    }

    /// <summary>What comes before the first module, such as an embedding, and takes its gradient.</summary>
    protected virtual void BackwardToInput(Tensor? gradient)
    {
    }

    /// <summary>A module behind those before, which declares its parameters as it is made.</summary>
    protected Module Append(Func<Module> make)
    {
        var from = Parameters.Length;
        var module = make();
        if (_stages is [.., var last]) Sequence.CheckOrder(last.Module, module);
        _stages.Add(new(module, from));
        return module;
    }

    protected Tensor ForwardThroughModules(Tensor input)
    {
        for (var index = 0; index < _stages.Count; index++) input = _stages[index].Module.Forward(input);
        return input;
    }

    protected Shape LastOutput => _stages[^1].Module.Output;

    protected virtual void Dispose(bool isDisposing)
    {
        foreach (var stage in _stages) stage.Module.Dispose();
        Workspace.Dispose();
        Parameters.Dispose();
    }

    public void Dispose()
    {
        Dispose(isDisposing: true);
        GC.SuppressFinalize(this);
    }

    private readonly record struct Stage(Module Module, long CompleteFrom);
}
