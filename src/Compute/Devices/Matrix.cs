using Athanor.Compute.Tensors;

namespace Athanor.Compute.Devices;

/// <summary>A tensor as a factor of a product: [rows, columns], or the other way round.</summary>
public readonly record struct Matrix(Tensor Tensor, bool IsTransposed)
{
    public long Rows => IsTransposed ? Tensor.Shape.Columns : Tensor.Shape.Rows;

    public long Columns => IsTransposed ? Tensor.Shape.Rows : Tensor.Shape.Columns;

    public static implicit operator Matrix(Tensor tensor) => new(tensor, IsTransposed: false);

    public static Matrix Transposed(Tensor tensor) => new(tensor, IsTransposed: true);
}
