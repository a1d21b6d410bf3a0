using Athanor.Datasets.Decoding;
using Athanor.Datasets.Decoding.Npy;
using Athanor.Datasets.Decoding.Text;

namespace Athanor.Datasets.Checks.Kinds;

/// <summary>Really decodes a file: images whole and in memory, texts and tables as they stream by.</summary>
internal static class ContentTrial
{
    public static async ValueTask<ContentVerdict> RunAsync(CheckContext context, CheckedEntry entry, ContentKind kind, CancellationToken cancellation)
    {
        if (kind == ContentKind.Raw) return ContentVerdict.Of(null);
        if (ContentKinds.IsImage(kind)) return await DecodeImageAsync(context, entry, kind, cancellation);
        var start = await ReadStartAsync(context, entry, kind == ContentKind.Npy ? NpyDecoder.MaximumHeaderLength : ContentKinds.SignatureLength, cancellation);
        if (ContentKinds.Contradiction(kind, start.AsSpan(0, Math.Min(start.Length, ContentKinds.SignatureLength))) is { } contradiction) return ContentVerdict.Of(contradiction);
        if (kind == ContentKind.Npy) return OfHeader(NpyDecoder.ReadHeader(start, entry.Size));

        await using var content = await context.Tree.OpenAsync(entry, cancellation);
        return ContentVerdict.Of(kind switch
        {
            ContentKind.Text => await Utf8Text.InspectAsync(content, cancellation),
            ContentKind.Json => await JsonText.InspectAsync(content, cancellation),
            ContentKind.JsonLines => await JsonLines.InspectAsync(content, cancellation),
            ContentKind.Csv => await CsvReader.InspectAsync(content, cancellation),
            _ => null,
        });
    }

    private static async ValueTask<ContentVerdict> DecodeImageAsync(CheckContext context, CheckedEntry entry, ContentKind kind, CancellationToken cancellation)
    {
        var limits = context.Limits.Decoding;
        if (entry.Size > limits.MaximumFileSize) return ContentVerdict.Of($"its {entry.Size} bytes are more than the {limits.MaximumFileSize} that are decoded");
        using var file = await WholeFile.ReadAsync(context.Tree, entry, cancellation);
        if (ContentKinds.Contradiction(kind, file.Bytes[..Math.Min(file.Bytes.Length, ContentKinds.SignatureLength)]) is { } contradiction) return ContentVerdict.Of(contradiction);

        var decoded = ImageDecoder.Decode(file.Bytes, limits);
        if (!decoded.Succeeded) return ContentVerdict.Of(decoded.Finding);
        using var image = decoded.Value;
        return new(true, image.Shape.Width, image.Shape.Height, decoded.Finding);
    }

    private static ContentVerdict OfHeader(Decoded<NpyHeader> header) => new(header.Succeeded, 0, 0, header.Finding);

    private static async ValueTask<byte[]> ReadStartAsync(CheckContext context, CheckedEntry entry, int most, CancellationToken cancellation)
    {
        var start = new byte[Math.Min(entry.Size, most)];
        await using var content = await context.Tree.OpenAsync(entry, cancellation);
        var length = await content.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellation);
        return start[..length];
    }
}
