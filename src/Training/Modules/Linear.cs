using Athanor.Compute.Devices;
using Athanor.Compute.Tensors;

namespace Athanor.Training.Modules;

/// <summary>output = input · weightᵀ + bias, with the weight [out, in] as PyTorch has it.</summary>
public sealed class Linear : Module
{
    private readonly Scope _scope;
    private readonly Parameter _weight;
    private readonly Parameter? _bias;
    private readonly bool _isFirst;
    private readonly Tensor _output;
    private Tensor? _input;

    public Linear(Scope scope, Shape input, int outputs, bool hasBias = true, bool isFirst = false, Initialization? initialization = null)
        : this(scope, input, scope.Declare("weight", new(outputs, input.Columns), initialization ?? Initialization.ForRelu(input.Columns)), hasBias, isFirst)
    {
    }

    /// <summary>With a weight that another module declared, and shares.</summary>
    internal Linear(Scope scope, Shape input, Parameter weight, bool hasBias = false, bool isFirst = false)
    {
        (_scope, _weight, _isFirst) = (scope, weight, isFirst);
        _bias = hasBias ? scope.Declare("bias", new(weight.Shape[0]), Initialization.Zeros) : null;
        _output = Own(Tensor.Zeros([.. input.Sizes[..^1], weight.Shape[0]]));
    }

    public override Shape Output => _output.Shape;

    /// <summary>Where each forward pass leaves its output.</summary>
    internal Tensor Result => _output;

    public override Tensor Forward(Tensor input)
    {
        _input = input;
        _scope.Device.Multiply(input, Matrix.Transposed(_weight.Value), _output);
        if (_bias is not null) _scope.Device.AddToRows(_output, _bias.Value);
        return _output;
    }

    public override Tensor? Backward(Tensor outputGradient)
    {
        if (_isFirst)
        {
            GradientOfParameters(outputGradient);
            return null;
        }
        var inputGradient = _scope.Workspace.Take(_input!.Shape);
        Backward(outputGradient, inputGradient, accumulate: false);
        return inputGradient;
    }

    /// <summary>The gradient of the input goes where the caller says, or is added to what is there.</summary>
    internal void Backward(Tensor outputGradient, Tensor inputGradient, bool accumulate)
    {
        GradientOfParameters(outputGradient);
        _scope.Device.Multiply(outputGradient, _weight.Value, inputGradient, accumulate);
    }

    private void GradientOfParameters(Tensor outputGradient)
    {
        _scope.Device.Multiply(Matrix.Transposed(outputGradient), _input!, _weight.Gradient, accumulate: true);
        if (_bias is not null) _scope.Device.SumRows(outputGradient, _bias.Gradient);
    }
}
