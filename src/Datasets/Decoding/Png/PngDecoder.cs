namespace Athanor.Datasets.Decoding.Png;

/// <summary>Decodes a PNG image and looks at what libpng does not: it stops at the last pixel, and sees neither what is missing after it nor what follows.</summary>
internal static class PngDecoder
{
    public static (bool Succeeded, string? Finding) DecodeInto(ReadOnlySpan<byte> file, ImageShape shape, Span<byte> pixels)
    {
        using var image = PngImage.Create();
        var (succeeded, finding) = image.Read(file, shape, pixels);
        var end = EndOf(file);
        return succeeded ? (true, end ?? finding) : (false, end is null ? finding : $"{end} ({finding})");
    }

    private static string? EndOf(ReadOnlySpan<byte> file)
    {
        var chunks = new PngChunks(file);
        while (chunks.MoveNext())
        {
        }
        if (!chunks.Current.IsLast) return "it is truncated: its last chunk is not there";
        var trailing = file.Length - chunks.End;
        return trailing == 0 ? null : $"{trailing} bytes follow the end of the image";
    }
}
