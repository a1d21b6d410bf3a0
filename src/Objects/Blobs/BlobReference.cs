using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Athanor.Objects.Blobs;

/// <summary>
/// Where a blob lies, as the metadata keeps it: <c>f:01jd…:5242880</c> is a file of its own, <c>s:01jd…:8192:4096</c> a stretch of
/// a segment that it shares with others.
/// </summary>
public sealed record BlobReference
{
    private BlobReference(string container, long? offset, long length) => (Container, Offset, Length) = (container, offset, length);

    /// <summary>The file's or the segment's name.</summary>
    public string Container { get; }

    /// <summary>Where it begins in a segment; null for a file of its own.</summary>
    public long? Offset { get; }

    public long Length { get; }

    public bool IsFile => Offset is null;

    public static BlobReference InFile(string file, long length) => new(file, null, length);

    public static BlobReference InSegment(string segment, long offset, long length) => new(segment, offset, length);

    public static bool TryParse(string text, [NotNullWhen(true)] out BlobReference? blob)
    {
        blob = text.Split(':') switch
        {
            ["f", var file, var length] when IsName(file) && TryCount(length, out var bytes) => InFile(file, bytes),
            ["s", var segment, var offset, var length] when IsName(segment) && TryCount(offset, out var begin) && TryCount(length, out var bytes) => InSegment(segment, begin, bytes),
            _ => null,
        };
        return blob is not null;
    }

    public static BlobReference Parse(string text) => TryParse(text, out var blob) ? blob : throw new FormatException($"'{text}' names no blob.");

    public override string ToString() => Offset is { } offset ? $"s:{Container}:{offset}:{Length}" : $"f:{Container}:{Length}";

    // The name becomes part of a path, so it is letters and digits only, whoever wrote the row.
    private static bool IsName(string text) => text.Length is > 0 and <= 64 && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');

    private static bool TryCount(string text, out long count) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count);
}
