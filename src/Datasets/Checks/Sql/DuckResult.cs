using System.Runtime.InteropServices;
using System.Text;

namespace Athanor.Datasets.Checks.Sql;

/// <summary>An answer that arrives in chunks of rows, all of whose columns are texts.</summary>
internal sealed unsafe class DuckResult(DuckResult.Fields fields) : IDisposable
{
    private const int MostColumns = 50;
    private const int LongestText = 500;
    private const int InlineLength = 12;
    private const int TextSize = 16;
    private const int PointerOffset = 8;

    private Fields _fields = fields;
    private bool _isDisposed;

    public string? Error => Marshal.PtrToStringUTF8(LibDuckDb.ResultError(ref _fields));

    /// <summary>The names of the columns; those after the first so many are passed over.</summary>
    public IReadOnlyList<string> Columns => [.. Enumerable.Range(0, (int)Math.Min(MostColumns, LibDuckDb.ColumnCount(ref _fields))).Select(NameOf)];

    /// <summary>The next rows, or an invalid handle: at the end, and when the query failed on the way.</summary>
    public DuckChunk Fetch() => LibDuckDb.FetchChunk(_fields);

    /// <summary>A text of a chunk; null where the value is.</summary>
    public static string? TextAt(DuckChunk chunk, int column, int row)
    {
        var vector = LibDuckDb.VectorOf(chunk, (ulong)column);
        var validity = LibDuckDb.ValidityOf(vector);
        if (validity != null && (validity[row / 64] >> (row % 64) & 1) == 0) return null;

        // duckdb_string_t: the length, then the text itself where it is short, else its first letters and where it lies.
        var text = (byte*)LibDuckDb.DataOf(vector) + ((long)row * TextSize);
        var length = *(int*)text;
        var start = length <= InlineLength ? text + sizeof(int) : *(byte**)(text + PointerOffset);
        var words = Encoding.UTF8.GetString(start, Math.Min(length, LongestText));
        return length > LongestText ? words + "…" : words;
    }

    private string NameOf(int column) => Marshal.PtrToStringUTF8(LibDuckDb.ColumnName(ref _fields, (ulong)column)) ?? "";

    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        LibDuckDb.DestroyResult(ref _fields);
    }

    /// <summary>duckdb_result.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Fields
    {
        public ulong ColumnCount;
        public ulong RowCount;
        public ulong RowsChanged;
        public nint Columns;
        public nint ErrorMessage;
        public nint Internal;
    }
}
