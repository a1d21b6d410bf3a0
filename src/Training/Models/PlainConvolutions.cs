using Athanor.Compute.Devices;
using Athanor.Compute.Tensors;
using Athanor.Training.Modules;

namespace Athanor.Training.Models;

/// <summary>Convolution, ReLU and pooling a few times, and one linear layer: the network that engines are compared by.</summary>
public sealed class PlainConvolutions : Model<Tensor>
{
    public PlainConvolutions(IDevice device, PlainConvolutionsOptions options, int batch, ulong seed) : base(device, seed)
    {
        var output = new Shape(batch, options.Size, options.Size, options.Channels);
        for (var layer = 0; layer < options.Widths.Count; layer++) output = Append(() => Layer(layer, options.Widths[layer], output)).Output;
        Append(() => Head(output, options.Classes));
        Parameters.Allocate(seed);
    }

    public override Shape Logits => LastOutput;

    /// <summary>Of images [batch, size, size, channels].</summary>
    public override Tensor Forward(Tensor batch) => ForwardThroughModules(batch);

    private Sequence Layer(int layer, int width, Shape input)
    {
        var convolution = new Convolution2d(Scope.Within($"layers.{layer}"), input, width, size: 3, hasBias: true, isFirst: layer == 0);
        return new(Scope, convolution, new Relu(Scope, convolution.Output), new MaxPool(Scope, convolution.Output));
    }

    private Sequence Head(Shape input, int classes)
    {
        var flatten = new Flatten(Scope, input);
        return new(Scope, flatten, new Linear(Scope.Within("head"), flatten.Output, classes));
    }
}
