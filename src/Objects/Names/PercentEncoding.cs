using System.Buffers;
using System.Text;

namespace Athanor.Objects.Names;

/// <summary>The percent-encoding of S3: everything but the unreserved characters, in capitals, once and never twice.</summary>
internal static class PercentEncoding
{
    private static readonly SearchValues<byte> Unreserved = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"u8);
    private static readonly SearchValues<byte> UnreservedOrSlash = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/"u8);
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Decodes once. Null where a percent sign is not followed by two hexadecimal digits, or where the bytes are no UTF-8.</summary>
    public static string? TryDecode(ReadOnlySpan<char> text, bool plusIsSpace = false)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            return DecodeBytes(text, plusIsSpace, bytes, out var isWellFormed) is var length && isWellFormed ? ReadUtf8(bytes.AsSpan(0, length)) : null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    /// <summary>Into bytes, at most three for each character; a percent sign that begins nothing stands for itself.</summary>
    public static int DecodeBytes(ReadOnlySpan<char> text, bool plusIsSpace, Span<byte> target, out bool isWellFormed)
    {
        isWellFormed = true;
        var length = 0;
        while (!text.IsEmpty)
        {
            var plain = text.IndexOfAny('%', '+');
            if (plain < 0) plain = text.Length;
            length += Encoding.UTF8.GetBytes(text[..plain], target[length..]);
            text = text[plain..];
            if (text.IsEmpty) break;

            if (text[0] == '%' && text.Length >= 3 && char.IsAsciiHexDigit(text[1]) && char.IsAsciiHexDigit(text[2]))
            {
                target[length++] = (byte)((DigitOf(text[1]) << 4) | DigitOf(text[2]));
                text = text[3..];
                continue;
            }

            isWellFormed &= text[0] == '+';
            target[length++] = text[0] == '+' && plusIsSpace ? (byte)' ' : (byte)text[0];
            text = text[1..];
        }
        return length;
    }

    public static void Encode(ReadOnlySpan<byte> bytes, bool keepSlash, IBufferWriter<byte> target)
    {
        var kept = keepSlash ? UnreservedOrSlash : Unreserved;
        while (!bytes.IsEmpty)
        {
            var plain = bytes.IndexOfAnyExcept(kept);
            if (plain < 0) plain = bytes.Length;
            target.Write(bytes[..plain]);
            bytes = bytes[plain..];
            if (bytes.IsEmpty) break;

            var escape = target.GetSpan(3);
            escape[0] = (byte)'%';
            escape[1] = HexadecimalOf(bytes[0] >> 4);
            escape[2] = HexadecimalOf(bytes[0] & 15);
            target.Advance(3);
            bytes = bytes[1..];
        }
    }

    public static string Encode(string text, bool keepSlash)
    {
        var bytes = new ArrayBufferWriter<byte>(text.Length + 16);
        Encode(Encoding.UTF8.GetBytes(text), keepSlash, bytes);
        return Encoding.ASCII.GetString(bytes.WrittenSpan);
    }

    private static string? ReadUtf8(ReadOnlySpan<byte> bytes) => System.Text.Unicode.Utf8.IsValid(bytes) ? StrictUtf8.GetString(bytes) : null;

    private static int DigitOf(char letter) => char.IsAsciiDigit(letter) ? letter - '0' : (letter | 0x20) - 'a' + 10;

    private static byte HexadecimalOf(int digit) => (byte)(digit < 10 ? '0' + digit : 'A' + digit - 10);
}
