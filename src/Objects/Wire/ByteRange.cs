using System.Globalization;

namespace Athanor.Objects.Wire;

/// <summary>A stretch of an object, both ends included.</summary>
internal readonly record struct ByteRange(long First, long Last)
{
    private const string Unit = "bytes=";

    public long Length => Last - First + 1;

    /// <summary>
    /// What a Range header asks of an object this long. "Amazon S3 doesn't support retrieving multiple ranges of data per GET
    /// request": several, and anything that is no range, are ignored as HTTP allows; one beyond the end cannot be satisfied.
    /// </summary>
    public static RangeOutcome Resolve(string? header, long size, out ByteRange range)
    {
        range = new(0, size - 1);
        if (header is null || !header.StartsWith(Unit, StringComparison.OrdinalIgnoreCase)) return RangeOutcome.Whole;

        var text = header.AsSpan(Unit.Length).Trim();
        var dash = text.IndexOf('-');
        if (dash < 0 || !TryRead(text[..dash], out var first) || !TryRead(text[(dash + 1)..], out var last)) return RangeOutcome.Whole;
        if (first is null && last is null) return RangeOutcome.Whole;

        if (first is null)
        {
            if (last == 0 || size == 0) return RangeOutcome.Unsatisfiable;
            range = new(Math.Max(0, size - last!.Value), size - 1);
            return RangeOutcome.Part;
        }

        if (last < first) return RangeOutcome.Whole;
        if (first >= size) return RangeOutcome.Unsatisfiable;
        range = new(first.Value, Math.Min(last ?? long.MaxValue, size - 1));
        return RangeOutcome.Part;
    }

    /// <summary>The form of <c>x-amz-copy-source-range</c>: "bytes=first-last", both within the source.</summary>
    public static Reading<ByteRange> ReadForCopy(string header, long size)
    {
        var invalid = S3Errors.InvalidArgument.Because("The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy")
            .With("ArgumentName", "x-amz-copy-source-range").With("ArgumentValue", header);
        if (!header.StartsWith(Unit, StringComparison.Ordinal)) return invalid;

        var text = header.AsSpan(Unit.Length);
        var dash = text.IndexOf('-');
        if (dash < 0 || !TryRead(text[..dash], out var first) || !TryRead(text[(dash + 1)..], out var last) || first is null || last is null || last < first) return invalid;
        return last < size ? new ByteRange(first.Value, last.Value) : S3Errors.InvalidArgument.Because($"Range specified is not valid for source object of size: {size}").With("ArgumentName", "x-amz-copy-source-range").With("ArgumentValue", header);
    }

    public override string ToString() => $"bytes {First}-{Last}";

    // Nothing is no number; a number beyond all files is one beyond all files.
    private static bool TryRead(ReadOnlySpan<char> text, out long? number)
    {
        number = null;
        if (text.IsEmpty) return true;
        if (text.ContainsAnyExceptInRange('0', '9')) return false;
        number = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : long.MaxValue;
        return true;
    }
}
