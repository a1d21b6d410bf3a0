namespace Athanor.Objects.Checksums;

internal static class Base64Value
{
    /// <summary>Whether the text is base64 of exactly as many bytes as the target holds; white space, which .NET would skip, is refused.</summary>
    public static bool TryRead(string text, Span<byte> target) =>
        text.Length == (target.Length + 2) / 3 * 4
        && !text.AsSpan().ContainsAny(" \t\r\n")
        && Convert.TryFromBase64String(text, target, out var written)
        && written == target.Length;
}
