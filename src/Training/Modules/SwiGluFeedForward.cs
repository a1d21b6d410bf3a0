using Athanor.Compute.Tensors;

namespace Athanor.Training.Modules;

/// <summary>
/// down(silu(gate(x)) · up(x)), by the names of Hugging Face. The product is made twice, in scratch, and not kept from one way to the other: it would be a third
/// of what a layer holds, and is cheap beside the three matrix products.
/// </summary>
public sealed class SwiGluFeedForward : Module
{
    private readonly Scope _scope;
    private readonly Linear _gate;
    private readonly Linear _up;
    private readonly Linear _down;
    private readonly Lazy<Tensor> _product;
    private readonly Lazy<Tensor> _productGradient;
    private readonly Lazy<Tensor> _gateGradient;
    private readonly Lazy<Tensor> _upGradient;

    public SwiGluFeedForward(Scope scope, Shape input, int width, float deviation, float projectionDeviation)
    {
        _scope = scope;
        _gate = Own(new Linear(scope.Within("gate_proj"), input, width, hasBias: false, initialization: Initialization.Normal(deviation)));
        _up = Own(new Linear(scope.Within("up_proj"), input, width, hasBias: false, initialization: Initialization.Normal(deviation)));
        _down = Own(new Linear(scope.Within("down_proj"), _gate.Output, input.Columns, hasBias: false, initialization: Initialization.Normal(projectionDeviation)));
        var scratch = new ScratchPlan(scope.Workspace);
        _product = scratch.Lay(_gate.Output);
        _productGradient = scratch.Lay(_gate.Output);
        _gateGradient = scratch.Lay(_gate.Output);
        _upGradient = scratch.Lay(_gate.Output);
    }

    public override Shape Output => _down.Output;

    public override Tensor Forward(Tensor input)
    {
        _scope.Device.SwiGlu(_gate.Forward(input), _up.Forward(input), _product.Value);
        return _down.Forward(_product.Value);
    }

    public override Tensor Backward(Tensor outputGradient)
    {
        _scope.Device.SwiGlu(_gate.Result, _up.Result, _product.Value);
        _down.Backward(outputGradient, _productGradient.Value, accumulate: false);
        _scope.Device.SwiGluBackward(_gate.Result, _up.Result, _productGradient.Value, _gateGradient.Value, _upGradient.Value);
        var inputGradient = _scope.Workspace.Take(Output);
        _gate.Backward(_gateGradient.Value, inputGradient, accumulate: false);
        _up.Backward(_upGradient.Value, inputGradient, accumulate: true);
        return inputGradient;
    }
}
