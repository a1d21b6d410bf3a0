using System.Runtime.CompilerServices;
using Athanor.Compute.Tensors;

namespace Athanor.Compute.Devices;

/// <summary>What has to fit before a kernel runs, the same for every device: a device calls the check of the operation's name first, and writes afterwards.</summary>
internal static partial class Fit
{
    public static void Multiply(Matrix left, Matrix right, Tensor product)
    {
        if (left.Columns != right.Rows) throw Misfit("Multiply", "the left factor", Text(left), "the right", Text(right));
        if (product.Shape.Rows != left.Rows || product.Shape.Columns != right.Columns) throw Misfit("Multiply", "the product", product.Shape, $"{Text(left)} times", Text(right));
        Apart("Multiply", product, left.Tensor);
        Apart("Multiply", product, right.Tensor);
    }

    /// <summary>Two that are worked through element by element: the same number of rows and of columns, in whatever dimensions.</summary>
    public static void Alike(Tensor one, Tensor other, [CallerMemberName] string operation = "")
    {
        if (one.Length != other.Length || one.Shape.Columns != other.Shape.Columns) throw Misfit(operation, "one", one.Shape, "the other", other.Shape);
    }

    public static void Alike(Tensor one, Tensor second, Tensor third, [CallerMemberName] string operation = "")
    {
        Alike(one, second, operation);
        Alike(one, third, operation);
    }

    /// <summary>A row, in whatever dimensions, of as many numbers as each row of a tensor.</summary>
    public static void Row(Tensor row, Tensor rows, [CallerMemberName] string operation = "")
    {
        if (row.Length != rows.Shape.Columns) throw Misfit(operation, "the row", row.Shape, "the tensor", rows.Shape);
    }

    /// <summary>As many numbers beside a tensor as its rows need, <paramref name="perRow"/> each.</summary>
    public static void Column(Tensor column, Tensor rows, int perRow = 1, [CallerMemberName] string operation = "")
    {
        if (column.Length != rows.Shape.Rows * perRow) throw Misfit(operation, "what is kept of each row", column.Shape, "the tensor", rows.Shape);
    }

    public static void Column(Indices column, Tensor rows, [CallerMemberName] string operation = "")
    {
        if (column.Length != rows.Shape.Rows) throw Misfit(operation, "the indices", $"[{column.Length}]", "the tensor", rows.Shape);
    }

    public static void Dimensions(Tensor tensor, int dimensions, [CallerMemberName] string operation = "")
    {
        if (tensor.Shape.Dimensions != dimensions) throw new ArgumentException($"{operation}: a tensor of {dimensions} dimensions is wanted, not {tensor.Shape}.");
    }

    /// <summary>Numbers that name one of <paramref name="count"/> things, or, where allowed, none of them by being negative.</summary>
    public static unsafe void Below(Indices indices, long count, bool mayBeNone = false, [CallerMemberName] string operation = "")
    {
        var index = indices.Pointer;
        for (var i = 0; i < indices.Length; i++)
        {
            if (index[i] >= count || (index[i] < 0 && !mayBeNone)) throw new ArgumentOutOfRangeException(nameof(indices), $"{operation}: index {i} is {index[i]}, but there are {count}.");
        }
    }

    private static unsafe void Apart(string operation, Tensor one, Tensor other)
    {
        if (one.Pointer < other.Pointer + other.Length && other.Pointer < one.Pointer + one.Length) throw new ArgumentException($"{operation}: what is written {one.Shape} lies on what is read {other.Shape}.");
    }

    private static string Text(Matrix matrix) => matrix.IsTransposed ? $"{matrix.Tensor.Shape} transposed" : $"{matrix.Tensor.Shape}";

    private static ArgumentException Misfit(string operation, string name, object shape, string otherName, object otherShape) =>
        new($"{operation}: {name} {shape} does not fit {otherName} {otherShape}.");
}
