namespace Athanor.Datasets.Decoding.Npy;

/// <summary>What stands before the numbers of an .npy file: their type, their order, and the shape they make.</summary>
public sealed record NpyHeader(string Type, int ItemSize, bool IsFortranOrder, IReadOnlyList<long> Shape, int DataOffset)
{
    public long Count => Shape.Aggregate(1L, (product, length) => product * length);
    public long DataLength => Count * ItemSize;
}
