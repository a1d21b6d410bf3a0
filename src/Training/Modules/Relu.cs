using Athanor.Compute.Devices;
using Athanor.Compute.Tensors;

namespace Athanor.Training.Modules;

/// <summary>Writes over its input: the output says as well as the input where it was positive, which is all that the way back asks.</summary>
public sealed class Relu(Scope scope, Shape input) : Module
{
    private Tensor? _output;

    public override Shape Output => input;

    public override bool KeepsOutput => true;

    public override bool OverwritesInput => true;

    public override Tensor Forward(Tensor input)
    {
        scope.Device.Activate(Activation.Relu, input, input);
        return _output = input;
    }

    public override Tensor Backward(Tensor outputGradient)
    {
        var inputGradient = scope.Workspace.Take(input);
        scope.Device.ActivateBackward(Activation.Relu, _output!, outputGradient, inputGradient);
        return inputGradient;
    }
}
