using Athanor.Compute.Tensors;

namespace Athanor.Training.Modules;

/// <summary>Drops elements while training, and nothing while the model is judged.</summary>
public sealed class Dropout : Module
{
    private readonly Scope _scope;
    private readonly float _rate;
    private readonly uint _stream;
    private readonly Tensor _output;

    public Dropout(Scope scope, Shape input, float rate)
    {
        (_scope, _rate, _stream) = (scope, rate, scope.Chance.NextStream());
        _output = Own(Tensor.Zeros(input));
    }

    public override Shape Output => _output.Shape;

    private float Rate => _scope.Chance.IsDropping ? _rate : 0;

    public override Tensor Forward(Tensor input)
    {
        _scope.Device.Dropout(input, _output, Rate, _scope.Chance.DrawOf(_stream));
        return _output;
    }

    public override Tensor Backward(Tensor outputGradient)
    {
        var inputGradient = _scope.Workspace.Take(_output.Shape);
        _scope.Device.Dropout(outputGradient, inputGradient, Rate, _scope.Chance.DrawOf(_stream));
        return inputGradient;
    }
}
