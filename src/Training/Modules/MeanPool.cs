using Athanor.Compute.Tensors;

namespace Athanor.Training.Modules;

/// <summary>The mean over all places of each image: [b, h, w, c] to [b, c].</summary>
public sealed class MeanPool : Module
{
    private readonly Scope _scope;
    private readonly Shape _input;
    private readonly Tensor _output;

    public MeanPool(Scope scope, Shape input)
    {
        (_scope, _input) = (scope, input);
        _output = Own(Tensor.Zeros(input[0], input[3]));
    }

    public override Shape Output => _output.Shape;

    public override Tensor Forward(Tensor input)
    {
        _scope.Device.MeanPool(input, _output);
        return _output;
    }

    public override Tensor Backward(Tensor outputGradient)
    {
        var inputGradient = _scope.Workspace.Take(_input);
        _scope.Device.MeanPoolBackward(outputGradient, inputGradient);
        return inputGradient;
    }
}
