using System.Collections.Frozen;

namespace Athanor.Datasets.Decoding;

/// <summary>Tells kinds of content apart: by the name of a file, and by its first bytes.</summary>
public static class ContentKinds
{
    /// <summary>So many first bytes are enough to recognise a file.</summary>
    public const int SignatureLength = 16;

    private static readonly FrozenDictionary<string, ContentKind> Extensions = new Dictionary<string, ContentKind>(StringComparer.OrdinalIgnoreCase)
    {
        [".txt"] = ContentKind.Text,
        [".md"] = ContentKind.Text,
        [".json"] = ContentKind.Json,
        [".jsonl"] = ContentKind.JsonLines,
        [".ndjson"] = ContentKind.JsonLines,
        [".csv"] = ContentKind.Csv,
        [".png"] = ContentKind.Png,
        [".jpg"] = ContentKind.Jpeg,
        [".jpeg"] = ContentKind.Jpeg,
        [".npy"] = ContentKind.Npy,
        [".parquet"] = ContentKind.Parquet,
        [".gif"] = ContentKind.Gif,
        [".webp"] = ContentKind.WebP,
        [".bmp"] = ContentKind.Bmp,
        [".tif"] = ContentKind.Tiff,
        [".tiff"] = ContentKind.Tiff,
        [".gz"] = ContentKind.Gzip,
        [".zip"] = ContentKind.Zip,
        [".pdf"] = ContentKind.Pdf,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>What the extension promises; raw bytes where it promises nothing.</summary>
    public static ContentKind ByExtension(string path) => Extensions.GetValueOrDefault(Path.GetExtension(path), ContentKind.Raw);

    /// <summary>What the first bytes show. Text has no signature: all that is not recognised is raw.</summary>
    public static ContentKind ByFirstBytes(ReadOnlySpan<byte> start) => start switch
    {
        _ when start.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]) => ContentKind.Png,
        _ when start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) => ContentKind.Jpeg,
        _ when start.StartsWith((ReadOnlySpan<byte>)[0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y']) => ContentKind.Npy,
        _ when start.StartsWith("PAR1"u8) => ContentKind.Parquet,
        _ when start.StartsWith("GIF8"u8) => ContentKind.Gif,
        _ when start.StartsWith("RIFF"u8) && start.Length >= 12 && start[8..].StartsWith("WEBP"u8) => ContentKind.WebP,
        _ when start.StartsWith("BM"u8) && start.Length >= 10 && start[6..10].IndexOfAnyExcept((byte)0) < 0 => ContentKind.Bmp,
        _ when start.StartsWith("II*\0"u8) || start.StartsWith("MM\0*"u8) => ContentKind.Tiff,
        _ when start.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) => ContentKind.Gzip,
        _ when start.StartsWith("PK\u0003\u0004"u8) => ContentKind.Zip,
        _ when start.StartsWith("%PDF-"u8) => ContentKind.Pdf,
        _ => ContentKind.Raw,
    };

    public static bool HasSignature(ContentKind kind) => kind is not (ContentKind.Raw or ContentKind.Text or ContentKind.Json or ContentKind.JsonLines or ContentKind.Csv);

    public static bool IsImage(ContentKind kind) => kind is ContentKind.Png or ContentKind.Jpeg;

    public static bool IsDecodable(ContentKind kind) => kind <= ContentKind.Npy;

    /// <summary>As a finding speaks of it: "this is a PNG image".</summary>
    public static string Words(ContentKind kind) => kind switch
    {
        ContentKind.Raw => "raw bytes",
        ContentKind.Text => "UTF-8 text",
        ContentKind.Json => "a JSON document",
        ContentKind.JsonLines => "JSON lines",
        ContentKind.Csv => "a CSV table",
        ContentKind.Png => "a PNG image",
        ContentKind.Jpeg => "a JPEG image",
        ContentKind.Npy => "a NumPy array",
        ContentKind.Parquet => "a Parquet table",
        ContentKind.Gif => "a GIF image",
        ContentKind.WebP => "a WebP image",
        ContentKind.Bmp => "a BMP image",
        ContentKind.Tiff => "a TIFF image",
        ContentKind.Gzip => "gzip-compressed data",
        ContentKind.Zip => "a ZIP archive",
        ContentKind.Pdf => "a PDF document",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>A finding where a file's first bytes are not what its kind begins with, or are plainly those of another kind.</summary>
    public static string? Contradiction(ContentKind expected, ReadOnlySpan<byte> start)
    {
        if (start.IsEmpty) return expected is ContentKind.Raw or ContentKind.Text ? null : "the file is empty";
        var found = ByFirstBytes(start);
        if (expected == ContentKind.Raw || found == expected) return null;
        if (found != ContentKind.Raw && (HasSignature(expected) || StartsUnlikeText(start))) return $"this is {Words(found)}, not {Words(expected)}";
        return HasSignature(expected) ? $"this is not {Words(expected)}: it does not begin like one" : null;
    }

    // "BM", "GIF8" and "PAR1" may begin a text as well; a byte that no text has settles it.
    private static bool StartsUnlikeText(ReadOnlySpan<byte> start) =>
        start.ContainsAnyInRange((byte)0x00, (byte)0x08) || start.ContainsAnyInRange((byte)0x80, (byte)0xFF) || start.StartsWith("%PDF-"u8);
}
