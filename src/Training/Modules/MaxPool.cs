using Athanor.Compute.Devices;
using Athanor.Compute.Tensors;

namespace Athanor.Training.Modules;

/// <summary>The largest of each window, which moves by its own size.</summary>
public sealed class MaxPool : Module
{
    private readonly Scope _scope;
    private readonly Shape _input;
    private readonly int _size;
    private readonly Tensor _output;
    private readonly Indices _where;

    public MaxPool(Scope scope, Shape input, int size = 2)
    {
        (_scope, _input, _size) = (scope, input, size);
        var window = new Convolution(size, Padding: 0);
        _output = Own(Tensor.Zeros(input[0], window.SizeOf(input[1], size), window.SizeOf(input[2], size), input[3]));
        _where = Own(new Indices(checked((int)_output.Length)));
    }

    public override Shape Output => _output.Shape;

    public override Tensor Forward(Tensor input)
    {
        _scope.Device.MaxPool(input, _output, _where, _size, _size);
        return _output;
    }

    public override Tensor Backward(Tensor outputGradient)
    {
        var inputGradient = _scope.Workspace.Take(_input);
        _scope.Device.MaxPoolBackward(outputGradient, _where, inputGradient);
        return inputGradient;
    }
}
