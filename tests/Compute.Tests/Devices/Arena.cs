using Athanor.Compute.Devices;
using Athanor.Compute.Tensors;

namespace Athanor.Compute.Tests.Devices;

/// <summary>
/// The tensors of one case, filled from a seed. Each lies between guards, at whatever alignment comes. Where they are not a number, a kernel that reads beyond a tensor spoils
/// its result; where they are one, a kernel that writes beyond is found out. Results are filled, too, to tell what is added to from what is overwritten.
/// </summary>
internal sealed class Arena(ulong seed, float guard = float.NaN) : IDisposable
{
    private const int Guard = 80;
    private readonly List<Tensor> _owned = [];
    private readonly List<(Tensor Memory, int Begin, int Length)> _guarded = [];
    private readonly List<Indices> _indices = [];

    public List<Tensor> Results { get; } = [];

    public List<Indices> Places { get; } = [];

    public Tensor Input(params ReadOnlySpan<int> sizes) => Input(1, sizes);

    public Tensor Input(float scale, ReadOnlySpan<int> sizes)
    {
        var tensor = Guarded(new Shape(sizes));
        var draw = new Draw(seed, (uint)_guarded.Count, Step: 0);
        for (var i = 0; i < tensor.Length; i++) tensor.Span[i] = (float)(((Philox.At(draw, i) / 2147483648.0) - 1) * scale);
        return tensor;
    }

    public Tensor Result(params ReadOnlySpan<int> sizes)
    {
        var tensor = Input(sizes);
        Results.Add(tensor);
        return tensor;
    }

    public Tensor Result(Tensor like) => Result(like.Shape.Sizes);

    /// <summary>Whole numbers from <paramref name="least"/> to less than <paramref name="limit"/>.</summary>
    public Indices Choices(int length, int limit, int least = 0)
    {
        var indices = new Indices(length);
        _indices.Add(indices);
        var draw = new Draw(seed, (uint)_indices.Count, Step: 1);
        for (var i = 0; i < length; i++) indices.Span[i] = least + (int)(Philox.At(draw, i) % (uint)(limit - least));
        return indices;
    }

    public Indices PlaceResult(int length)
    {
        var indices = Choices(length, limit: 1);
        Places.Add(indices);
        return indices;
    }

    public void AssertGuardsStand()
    {
        foreach (var (memory, begin, length) in _guarded)
        {
            Assert.False(memory.Span[..begin].ContainsAnyExcept(guard));
            Assert.False(memory.Span[(begin + length)..].ContainsAnyExcept(guard));
        }
    }

    public void Dispose()
    {
        foreach (var tensor in _owned) tensor.Dispose();
        foreach (var indices in _indices) indices.Dispose();
    }

    private Tensor Guarded(Shape shape)
    {
        var memory = Tensor.Zeros((int)shape.Length + (2 * Guard));
        memory.Span.Fill(guard);
        _owned.Add(memory);
        var begin = Guard - (_guarded.Count % 3);
        _guarded.Add((memory, begin, (int)shape.Length));
        return memory.View(begin, shape);
    }
}
