using Athanor.Compute.Tensors;

namespace Athanor.Training.Modules;

public sealed class GroupNorm : Module
{
    public const float Epsilon = 1e-5f;
    private readonly Scope _scope;
    private readonly int _groups;
    private readonly Parameter _weight;
    private readonly Parameter _bias;
    private readonly Tensor _output;
    private readonly Tensor _statistics;
    private Tensor? _input;

    public GroupNorm(Scope scope, Shape input, int groups, Initialization? weight = null)
    {
        (_scope, _groups) = (scope, groups);
        _weight = scope.Declare("weight", new(input.Columns), weight ?? Initialization.Ones);
        _bias = scope.Declare("bias", new(input.Columns), Initialization.Zeros);
        _output = Own(Tensor.Zeros(input));
        _statistics = Own(Tensor.Zeros(input[0], groups, 2));
    }

    public override Shape Output => _output.Shape;

    public override Tensor Forward(Tensor input)
    {
        _input = input;
        _scope.Device.GroupNorm(input, _weight.Value, _bias.Value, _output, _statistics, _groups, Epsilon);
        return _output;
    }

    public override Tensor Backward(Tensor outputGradient)
    {
        var inputGradient = _scope.Workspace.Take(_output.Shape);
        _scope.Device.GroupNormBackward(_input!, _weight.Value, _statistics, outputGradient, inputGradient, _weight.Gradient, _bias.Gradient, _groups);
        return inputGradient;
    }
}
