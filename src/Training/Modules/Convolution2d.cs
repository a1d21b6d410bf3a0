using Athanor.Compute.Devices;
using Athanor.Compute.Tensors;

namespace Athanor.Training.Modules;

/// <summary>Images [b, h, w, c] with the weight [out, size, size, c] to [b, h', w', out].</summary>
public sealed class Convolution2d : Module
{
    private readonly Scope _scope;
    private readonly Convolution _convolution;
    private readonly Parameter _weight;
    private readonly Parameter? _bias;
    private readonly bool _isFirst;
    private readonly Tensor _output;
    private Tensor? _input;

    public Convolution2d(Scope scope, Shape input, int filters, int size, int stride = 1, bool hasBias = false, bool isFirst = false)
    {
        (_scope, _isFirst, _convolution) = (scope, isFirst, new(stride, size / 2));
        _weight = scope.Declare("weight", new(filters, size, size, input[3]), Initialization.ForRelu((long)size * size * input[3]));
        _bias = hasBias ? scope.Declare("bias", new(filters), Initialization.Zeros) : null;
        _output = Own(Tensor.Zeros(input[0], _convolution.SizeOf(input[1], size), _convolution.SizeOf(input[2], size), filters));
    }

    public override Shape Output => _output.Shape;

    public override Tensor Forward(Tensor input)
    {
        _input = input;
        _scope.Device.Convolve(input, _weight.Value, _output, _convolution);
        if (_bias is not null) _scope.Device.AddToRows(_output, _bias.Value);
        return _output;
    }

    public override Tensor? Backward(Tensor outputGradient)
    {
        var inputGradient = _isFirst ? null : _scope.Workspace.Take(_input!.Shape);
        _scope.Device.ConvolveBackward(_input!, _weight.Value, outputGradient, inputGradient, _weight.Gradient, _convolution);
        if (_bias is not null) _scope.Device.SumRows(outputGradient, _bias.Gradient);
        return inputGradient;
    }
}
