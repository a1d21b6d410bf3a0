using Athanor.Compute.Devices;
using Athanor.Compute.Tensors;

namespace Athanor.Training.Modules;

/// <summary>Any activation. It keeps its input and has an output of its own, where <see cref="Relu"/> needs one tensor for both.</summary>
public sealed class ActivationLayer : Module
{
    private readonly Scope _scope;
    private readonly Activation _activation;
    private readonly Tensor _output;
    private Tensor? _input;

    public ActivationLayer(Scope scope, Shape input, Activation activation)
    {
        (_scope, _activation) = (scope, activation);
        _output = Own(Tensor.Zeros(input));
    }

    public override Shape Output => _output.Shape;

    public override Tensor Forward(Tensor input)
    {
        _input = input;
        _scope.Device.Activate(_activation, input, _output);
        return _output;
    }

    public override Tensor Backward(Tensor outputGradient)
    {
        var inputGradient = _scope.Workspace.Take(_output.Shape);
        _scope.Device.ActivateBackward(_activation, _input!, outputGradient, inputGradient);
        return inputGradient;
    }
}
