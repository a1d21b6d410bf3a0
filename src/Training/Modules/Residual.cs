using Athanor.Compute.Tensors;

namespace Athanor.Training.Modules;

/// <summary>A branch, and its input added to the branch's output, or what a shortcut makes of the input where the shapes differ. It owns both.</summary>
public sealed class Residual : Module
{
    private readonly Scope _scope;
    private readonly Module _branch;
    private readonly Module? _shortcut;

    public Residual(Scope scope, Module branch, Module? shortcut = null)
    {
        if (branch.KeepsOutput) throw new ArgumentException("The sum lies where the branch has its output, which this branch needs on the way back.", nameof(branch));
        if (branch.OverwritesInput || shortcut is { OverwritesInput: true }) throw new ArgumentException("Branch and shortcut share their input, which one of them would overwrite.", nameof(branch));
        (_scope, _branch, _shortcut) = (scope, Own(branch), shortcut is null ? null : Own(shortcut));
    }

    public override Shape Output => _branch.Output;

    public override Tensor Forward(Tensor input)
    {
        var output = _branch.Forward(input);
        _scope.Device.Add(output, _shortcut is null ? input : _shortcut.Forward(input));
        return output;
    }

    public override Tensor Backward(Tensor outputGradient)
    {
        var inputGradient = _branch.Backward(outputGradient)!;
        if (_shortcut is null)
        {
            _scope.Device.Add(inputGradient, outputGradient);
            return inputGradient;
        }
        var direct = _shortcut.Backward(outputGradient)!;
        _scope.Device.Add(inputGradient, direct);
        _scope.Workspace.Give(direct);
        return inputGradient;
    }
}
