using Athanor.Compute.Tensors;

namespace Athanor.Training.Modules;

/// <summary>Attention of Llama: grouped heads, turned by their place. Three projections in, one out, by the names of Hugging Face.</summary>
public sealed class Attention : Module
{
    private readonly Scope _scope;
    private readonly AttentionOptions _options;
    private readonly Linear _queries;
    private readonly Linear _keys;
    private readonly Linear _values;
    private readonly Linear _projection;
    private readonly Tensor _attended;
    private readonly Tensor _statistics;
    private readonly AttentionHeads _heads;
    private readonly AttentionGradients _gradients;

    // input is [b, t, width]
    public Attention(Scope scope, Shape input, AttentionOptions options, float deviation, float projectionDeviation)
    {
        (_scope, _options) = (scope, options);
        var (all, shared) = (options.Heads * options.HeadWidth, options.SharedHeads * options.HeadWidth);
        _queries = Own(new Linear(scope.Within("q_proj"), input, all, hasBias: false, initialization: Initialization.Normal(deviation)));
        _keys = Own(new Linear(scope.Within("k_proj"), input, shared, hasBias: false, initialization: Initialization.Normal(deviation)));
        _values = Own(new Linear(scope.Within("v_proj"), input, shared, hasBias: false, initialization: Initialization.Normal(deviation)));
        _attended = Own(Tensor.Zeros(input[0], input[1], all));
        _statistics = Own(Tensor.Zeros(input[0], options.Heads, input[1]));
        _projection = Own(new Linear(scope.Within("o_proj"), _attended.Shape, input.Columns, hasBias: false, initialization: Initialization.Normal(projectionDeviation)));
        _heads = new(options, _queries.Result, _keys.Result, _values.Result, _attended);
        _gradients = new(options, new ScratchPlan(scope.Workspace), _queries.Output, _keys.Output);
    }

    public override Shape Output => _projection.Output;

    public override Tensor Forward(Tensor input)
    {
        _queries.Forward(input);
        _keys.Forward(input);
        _values.Forward(input);
        _scope.Device.Rotate(_heads.Query, _options.Theta);
        _scope.Device.Rotate(_heads.Key, _options.Theta);
        _scope.Device.Attend(_heads.Query, _heads.Key, _heads.Value, _heads.Output, _statistics, _options.IsCausal);
        return _projection.Forward(_attended);
    }

    public override Tensor Backward(Tensor outputGradient)
    {
        _projection.Backward(outputGradient, _gradients.Attended.Value, accumulate: false);
        var gradients = _gradients.Heads;
        _scope.Device.AttendBackward(_heads.Query, _heads.Key, _heads.Value, _heads.Output, _statistics, gradients.Output, gradients.Query, gradients.Key, gradients.Value, _options.IsCausal);
        _scope.Device.Rotate(gradients.Query, _options.Theta, backward: true);
        _scope.Device.Rotate(gradients.Key, _options.Theta, backward: true);
        var inputGradient = _scope.Workspace.Take(Output);
        _queries.Backward(_gradients.Query.Value, inputGradient, accumulate: false);
        _keys.Backward(_gradients.Key.Value, inputGradient, accumulate: true);
        _values.Backward(_gradients.Value.Value, inputGradient, accumulate: true);
        return inputGradient;
    }
}
