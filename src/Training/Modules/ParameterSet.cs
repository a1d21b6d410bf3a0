using Athanor.Compute.Tensors;

namespace Athanor.Training.Modules;

/// <summary>
/// All parameters of a model, in the order in which its modules declare them. Their values lie in one long vector and their gradients in another, each
/// parameter beginning at a multiple of sixteen elements: workers add up stretches of the one, optimizers go through stretches of the other.
/// </summary>
public sealed class ParameterSet : IDisposable
{
    private const int Step = Tensor.Alignment / sizeof(float);
    private readonly List<Parameter> _parameters = [];
    private readonly List<long> _offsets = [];
    private Tensor? _values;
    private Tensor? _gradients;

    public IReadOnlyList<Parameter> Parameters => _parameters;

    public Tensor Values => _values ?? throw new InvalidOperationException("The set has no memory yet.");

    public Tensor Gradients => _gradients ?? throw new InvalidOperationException("The set has no memory yet.");

    /// <summary>Of both vectors, with the gaps, which are zero and stay so.</summary>
    public long Length { get; private set; }

    public long OffsetOf(int index) => _offsets[index];

    public Parameter Declare(string name, Shape shape, Initialization initialization)
    {
        if (_values is not null) throw new InvalidOperationException($"{name} comes too late: the set has its memory already.");
        if (_parameters.Exists(known => known.Name == name)) throw new ArgumentException($"There are two parameters '{name}'.", nameof(name));
        var parameter = new Parameter(name, shape, initialization);
        _parameters.Add(parameter);
        _offsets.Add(Length);
        Length += (shape.Length + Step - 1) / Step * Step;
        return parameter;
    }

    /// <summary>Gives all parameters their memory and their first values, which are a function of the seed and each one's place.</summary>
    public void Allocate(ulong seed)
    {
        _values = Tensor.Zeros(new Shape(checked((int)Length)));
        _gradients = Tensor.Zeros(new Shape(checked((int)Length)));
        for (var index = 0; index < _parameters.Count; index++)
        {
            var parameter = _parameters[index];
            parameter.LieAt(_values.View(_offsets[index], parameter.Shape), _gradients.View(_offsets[index], parameter.Shape));
            Initializer.Fill(parameter.Value.Span, parameter.Initialization, seed, index);
        }
    }

    public void Dispose()
    {
        _values?.Dispose();
        _gradients?.Dispose();
    }
}
