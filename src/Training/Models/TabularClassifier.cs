using Athanor.Compute.Devices;
using Athanor.Compute.Tensors;
using Athanor.Training.Modules;

namespace Athanor.Training.Models;

/// <summary>Classes of rows of numbers.</summary>
public sealed class TabularClassifier : Model<Tensor>
{
    public TabularClassifier(IDevice device, TabularClassifierOptions options, int batch, ulong seed) : base(device, seed)
    {
        Options = options.Check();
        var output = new Shape(batch, options.Features);
        for (var layer = 0; layer < options.Hidden.Count; layer++) output = Append(() => Layer(layer, output)).Output;
        Append(() => new Linear(Scope.Within("head"), output, options.Classes, isFirst: options.Hidden.Count == 0));
        Parameters.Allocate(seed);
    }

    public TabularClassifierOptions Options { get; }

    public override Shape Logits => LastOutput;

    /// <summary>Of rows [batch, features].</summary>
    public override Tensor Forward(Tensor batch) => ForwardThroughModules(batch);

    private Sequence Layer(int layer, Shape input)
    {
        var linear = new Linear(Scope.Within($"layers.{layer}"), input, Options.Hidden[layer], isFirst: layer == 0);
        var relu = new Relu(Scope, linear.Output);
        return Options.Dropout > 0 ? new(Scope, linear, relu, new Dropout(Scope, linear.Output, Options.Dropout)) : new(Scope, linear, relu);
    }
}
