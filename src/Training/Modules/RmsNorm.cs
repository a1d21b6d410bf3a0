using Athanor.Compute.Tensors;

namespace Athanor.Training.Modules;

public sealed class RmsNorm : Module
{
    private readonly Scope _scope;
    private readonly float _epsilon;
    private readonly Parameter _weight;
    private readonly Tensor _output;
    private readonly Tensor _statistics;
    private Tensor? _input;

    public RmsNorm(Scope scope, Shape input, float epsilon)
    {
        (_scope, _epsilon) = (scope, epsilon);
        _weight = scope.Declare("weight", new(input.Columns), Initialization.Ones);
        _output = Own(Tensor.Zeros(input));
        _statistics = Own(Tensor.Zeros(checked((int)input.Rows)));
    }

    public override Shape Output => _output.Shape;

    public override Tensor Forward(Tensor input)
    {
        _input = input;
        _scope.Device.RmsNorm(input, _weight.Value, _output, _statistics, _epsilon);
        return _output;
    }

    public override Tensor Backward(Tensor outputGradient)
    {
        var inputGradient = _scope.Workspace.Take(_output.Shape);
        _scope.Device.RmsNormBackward(_input!, _weight.Value, _statistics, outputGradient, inputGradient, _weight.Gradient);
        return inputGradient;
    }
}
