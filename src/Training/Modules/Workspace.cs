using Athanor.Compute.Tensors;

namespace Athanor.Training.Modules;

/// <summary>
/// Memory that the modules of a model share, because they work one after the other: gradients on their way from one module to the next, which are taken
/// and given back, and one stretch of scratch whose content is anybody's once a module is done. Nothing is allocated after the first step.
/// </summary>
public sealed class Workspace : IDisposable
{
    private readonly Dictionary<Shape, Stack<Tensor>> _free = [];
    private readonly List<Tensor> _all = [];
    private Tensor? _scratch;
    private long _reserved = 1;

    /// <summary>As long as the largest reservation.</summary>
    public Tensor Scratch => _scratch ??= Tensor.Zeros(new Shape(checked((int)_reserved)));

    public void Reserve(long length)
    {
        if (_scratch is not null) throw new InvalidOperationException("The scratch is in use already.");
        _reserved = Math.Max(_reserved, length);
    }

    /// <summary>What is in it is left from others.</summary>
    public Tensor Take(Shape shape)
    {
        if (_free.TryGetValue(shape, out var free) && free.TryPop(out var known)) return known;
        var tensor = Tensor.Zeros(shape);
        _all.Add(tensor);
        return tensor;
    }

    public void Give(Tensor tensor)
    {
        if (!_free.TryGetValue(tensor.Shape, out var free)) _free[tensor.Shape] = free = [];
        free.Push(tensor);
    }

    public void Dispose()
    {
        _scratch?.Dispose();
        foreach (var tensor in _all) tensor.Dispose();
        _free.Clear();
    }
}
