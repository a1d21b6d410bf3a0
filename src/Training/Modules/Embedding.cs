using Athanor.Compute.Tensors;

namespace Athanor.Training.Modules;

/// <summary>Rows of a table, by number: where a model of tokens begins. Its input are whole numbers, so it is no <see cref="Module"/>.</summary>
public sealed class Embedding : IDisposable
{
    private readonly Scope _scope;
    private readonly Tensor _output;
    private Indices? _indices;

    public Embedding(Scope scope, int batch, int length, int rows, int columns)
    {
        _scope = scope;
        Weight = scope.Declare("weight", new(rows, columns), Initialization.Normal(0.02f));
        _output = Tensor.Zeros(batch, length, columns);
    }

    public Shape Output => _output.Shape;

    internal Parameter Weight { get; }

    public Tensor Forward(Indices indices)
    {
        _indices = indices;
        _scope.Device.Embed(Weight.Value, indices, _output);
        return _output;
    }

    public void Backward(Tensor outputGradient) => _scope.Device.EmbedBackward(_indices!, outputGradient, Weight.Gradient);

    public void Dispose() => _output.Dispose();
}
