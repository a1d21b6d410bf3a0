using Athanor.Compute.Tensors;

namespace Athanor.Training.Modules;

/// <summary>A named part of a model that training changes, and its gradient. Both are views of the model's two long vectors, see <see cref="ParameterSet"/>.</summary>
public sealed class Parameter(string name, Shape shape, Initialization initialization)
{
    private (Tensor Value, Tensor Gradient)? _place;

    /// <summary>Dotted, as in files: <c>layers.0.attention.query.weight</c>.</summary>
    public string Name { get; } = name;

    public Shape Shape { get; } = shape;

    public Initialization Initialization { get; } = initialization;

    /// <summary>Whether weight decay applies; it does not to norms and biases.</summary>
    public bool IsDecayed => Shape.Dimensions > 1;

    public Tensor Value => Place.Value;

    public Tensor Gradient => Place.Gradient;

    private (Tensor Value, Tensor Gradient) Place => _place ?? throw new InvalidOperationException($"{Name} has no memory before its set is allocated.");

    internal void LieAt(Tensor value, Tensor gradient) => _place = (value, gradient);
}
