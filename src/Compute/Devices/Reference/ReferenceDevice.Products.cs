using Athanor.Compute.Tensors;

namespace Athanor.Compute.Devices.Reference;

public sealed unsafe partial class ReferenceDevice
{
    public void Multiply(Matrix left, Matrix right, Tensor product, bool accumulate = false)
    {
        Fit.Multiply(left, right, product);
        var (rows, columns, depth) = (left.Rows, right.Columns, left.Columns);
        for (var row = 0L; row < rows; row++)
        {
            for (var column = 0L; column < columns; column++)
            {
                var sum = 0.0;
                for (var k = 0L; k < depth; k++) sum += (double)At(left, row, k) * At(right, k, column);
                var target = product.Pointer + (row * columns) + column;
                *target = (float)(accumulate ? *target + sum : sum);
            }
        }
    }

    public void AddToRows(Tensor target, Tensor row)
    {
        Fit.Row(row, target);
        for (var i = 0L; i < target.Length; i++) target.Pointer[i] += row.Pointer[i % row.Length];
    }

    public void SumRows(Tensor source, Tensor row)
    {
        Fit.Row(row, source);
        for (var column = 0L; column < row.Length; column++)
        {
            double sum = row.Pointer[column];
            for (var i = column; i < source.Length; i += row.Length) sum += source.Pointer[i];
            row.Pointer[column] = (float)sum;
        }
    }

    public void Add(Tensor target, Tensor source, float factor = 1)
    {
        Fit.Alike(target, source);
        for (var i = 0L; i < target.Length; i++) target.Pointer[i] += factor * source.Pointer[i];
    }

    public void Scale(Tensor target, float factor)
    {
        for (var i = 0L; i < target.Length; i++) target.Pointer[i] *= factor;
    }

    public double SumOfSquares(Tensor source)
    {
        var sum = 0.0;
        for (var i = 0L; i < source.Length; i++) sum += (double)source.Pointer[i] * source.Pointer[i];
        return sum;
    }

    private static float At(Matrix matrix, long row, long column) =>
        matrix.Tensor.Pointer[matrix.IsTransposed ? (column * matrix.Rows) + row : (row * matrix.Columns) + column];
}
