namespace Athanor.Datasets.Decoding;

/// <summary>What a file holds. Only some kinds can be decoded here; the others are known so that a wrong extension can be named.</summary>
public enum ContentKind
{
    /// <summary>Bytes without a form of their own.</summary>
    Raw,
    Text,
    Json,
    JsonLines,
    Csv,
    Png,
    Jpeg,
    Npy,
    Parquet,
    Gif,
    WebP,
    Bmp,
    Tiff,
    Gzip,
    Zip,
    Pdf,
}
