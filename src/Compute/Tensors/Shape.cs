namespace Athanor.Compute.Tensors;

/// <summary>How many elements a tensor has in each dimension, the last one varying fastest. One to five dimensions, none empty.</summary>
public sealed record Shape
{
    private const int MostDimensions = 5;
    private readonly int[] _sizes;

    public Shape(params ReadOnlySpan<int> sizes)
    {
        if (sizes.Length is 0 or > MostDimensions) throw new ArgumentException($"A tensor has 1 to {MostDimensions} dimensions, not {sizes.Length}.", nameof(sizes));
        foreach (var size in sizes) ArgumentOutOfRangeException.ThrowIfLessThan(size, 1, nameof(sizes));
        _sizes = sizes.ToArray();
        Length = _sizes.Aggregate(1L, (product, size) => checked(product * size));
    }

    public int this[int dimension] => _sizes[dimension < 0 ? _sizes.Length + dimension : dimension];

    public int Dimensions => _sizes.Length;

    /// <summary>Of all elements together.</summary>
    public long Length { get; }

    public int Columns => _sizes[^1];

    /// <summary>As a matrix of <see cref="Columns"/>.</summary>
    public long Rows => Length / Columns;

    public ReadOnlySpan<int> Sizes => _sizes;

    public bool Equals(Shape? other) => other is not null && _sizes.AsSpan().SequenceEqual(other._sizes);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var size in _sizes) hash.Add(size);
        return hash.ToHashCode();
    }

    public override string ToString() => $"[{string.Join(", ", _sizes)}]";
}
