using Athanor.Datasets.Decoding;

namespace Athanor.Datasets.Checks.Likeness;

/// <summary>
/// What an image looks like, in 64 bits (a difference hash): it is shrunk to nine by eight cells of grey, and each bit says whether a cell is
/// darker than its right neighbour. Scaling, recompression and small changes of brightness flip few bits.
/// </summary>
internal static class PerceptualHash
{
    /// <summary>Enough pixels for an average in each cell.</summary>
    public const int UsefulSide = 36;

    private const int Columns = 9;
    private const int Rows = 8;

    // A blank page resembles every other blank page: where all is one grey, the bits are noise.
    private const int LeastContrast = 6;

    /// <summary>Null for an image without features.</summary>
    public static ulong? Of(DecodedImage grey)
    {
        Span<int> cells = stackalloc int[Columns * Rows];
        for (var row = 0; row < Rows; row++)
            for (var column = 0; column < Columns; column++) cells[(row * Columns) + column] = AverageOf(grey, column, row);
        return Contrast(cells) < LeastContrast ? null : Compare(cells);
    }

    private static int AverageOf(DecodedImage grey, int column, int row)
    {
        var (width, height) = (grey.Shape.Width, grey.Shape.Height);
        var (left, right) = Span(column, Columns, width);
        var (top, bottom) = Span(row, Rows, height);
        var sum = 0L;
        for (var y = top; y < bottom; y++)
            foreach (var pixel in grey.Pixels.Slice((y * width) + left, right - left)) sum += pixel;
        return (int)(sum / ((long)(right - left) * (bottom - top)));
    }

    // An image smaller than the grid gives the same pixel to several cells.
    private static (int From, int To) Span(int index, int count, int length)
    {
        var from = (int)((long)index * length / count);
        return (from, Math.Max(from + 1, (int)((long)(index + 1) * length / count)));
    }

    private static int Contrast(ReadOnlySpan<int> cells)
    {
        var (least, most) = (int.MaxValue, int.MinValue);
        foreach (var cell in cells) (least, most) = (Math.Min(least, cell), Math.Max(most, cell));
        return most - least;
    }

    private static ulong Compare(ReadOnlySpan<int> cells)
    {
        var hash = 0UL;
        for (var row = 0; row < Rows; row++)
            for (var column = 0; column < Columns - 1; column++)
            {
                var cell = (row * Columns) + column;
                hash = (hash << 1) | (cells[cell] < cells[cell + 1] ? 1UL : 0UL);
            }
        return hash;
    }
}
