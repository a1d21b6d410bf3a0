using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Athanor.Datasets.Decoding.Npy;

/// <summary>Reads the Python dictionary that the format uses as its header: three keys, in any order, with a string, a truth value and a tuple.</summary>
internal static class NpyHeaderText
{
    public static bool TryRead(string text, [NotNullWhen(true)] out string? type, out bool isFortran, out IReadOnlyList<long> shape)
    {
        (type, isFortran, shape) = (null, false, []);
        var order = ValueOf(text, "fortran_order");
        if (order is not ("True" or "False") || ValueOf(text, "shape") is not { } tuple || ValueOf(text, "descr") is not { } quoted) return false;
        if (quoted.Length < 3 || quoted[0] is not ('\'' or '"') || quoted[^1] != quoted[0] || !TryReadTuple(tuple, out shape)) return false;
        (type, isFortran) = (quoted[1..^1], order == "True");
        return true;
    }

    /// <summary>A letter for the byte order, one for the kind, and the size: <c>&lt;f4</c>.</summary>
    public static int? ItemSizeOf(string type)
    {
        if (type.Length < 3 || type[0] is not ('<' or '>' or '|' or '=') || !int.TryParse(SizePart(type), NumberStyles.None, null, out var size)) return null;
        return type[1] switch
        {
            'M' or 'm' when size == 8 => size,
            'b' or 'i' or 'u' or 'f' or 'c' when size is 1 or 2 or 4 or 8 or 16 or 32 => size,
            'S' or 'V' or 'a' when size is > 0 => size,
            'U' when size is > 0 and <= int.MaxValue / 4 => size * 4,
            _ => null,
        };
    }

    // Times name their unit after the size: <M8[ns].
    private static ReadOnlySpan<char> SizePart(string type) => type.IndexOf('[', StringComparison.Ordinal) is var unit and > 0 ? type.AsSpan(2..unit) : type.AsSpan(2);

    // The value of a key ends at the comma or brace that follows it outside of quotes and brackets.
    private static string? ValueOf(string text, string key)
    {
        var at = text.IndexOf($"'{key}'", StringComparison.Ordinal);
        var colon = at < 0 ? -1 : text.IndexOf(':', at);
        if (colon < 0) return null;
        var depth = 0;
        for (var end = colon + 1; end < text.Length; end++)
        {
            if (text[end] is '(' or '[') depth++;
            else if (text[end] is ')' or ']') depth--;
            else if (depth == 0 && text[end] is ',' or '}') return text[(colon + 1)..end].Trim();
        }
        return null;
    }

    private static bool TryReadTuple(string text, out IReadOnlyList<long> shape)
    {
        var lengths = new List<long>();
        shape = lengths;
        if (text.Length < 2 || text[0] != '(' || text[^1] != ')') return false;
        foreach (var part in text[1..^1].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!long.TryParse(part, NumberStyles.None, null, out var length)) return false;
            lengths.Add(length);
        }
        return true;
    }
}
