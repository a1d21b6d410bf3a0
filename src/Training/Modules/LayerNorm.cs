using Athanor.Compute.Tensors;

namespace Athanor.Training.Modules;

public sealed class LayerNorm : Module
{
    private readonly Scope _scope;
    private readonly float _epsilon;
    private readonly Parameter _weight;
    private readonly Parameter _bias;
    private readonly Tensor _output;
    private readonly Tensor _statistics;
    private Tensor? _input;

    public LayerNorm(Scope scope, Shape input, float epsilon = 1e-5f)
    {
        (_scope, _epsilon) = (scope, epsilon);
        _weight = scope.Declare("weight", new(input.Columns), Initialization.Ones);
        _bias = scope.Declare("bias", new(input.Columns), Initialization.Zeros);
        _output = Own(Tensor.Zeros(input));
        _statistics = Own(Tensor.Zeros(checked((int)input.Rows), 2));
    }

    public override Shape Output => _output.Shape;

    public override Tensor Forward(Tensor input)
    {
        _input = input;
        _scope.Device.LayerNorm(input, _weight.Value, _bias.Value, _output, _statistics, _epsilon);
        return _output;
    }

    public override Tensor Backward(Tensor outputGradient)
    {
        var inputGradient = _scope.Workspace.Take(_output.Shape);
        _scope.Device.LayerNormBackward(_input!, _weight.Value, _statistics, outputGradient, inputGradient, _weight.Gradient, _bias.Gradient);
        return inputGradient;
    }
}
