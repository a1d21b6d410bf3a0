using System.Globalization;

namespace Athanor.Objects.Wire;

/// <summary>Times as S3 writes them in XML: <c>2026-11-20T22:28:28.000Z</c>.</summary>
internal static class Iso8601
{
    private const string Written = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    private static readonly string[] Readable =
    [
        "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.fK", "yyyy-MM-dd'T'HH:mm:ss.ffK", "yyyy-MM-dd'T'HH:mm:ss.fffK", "yyyy-MM-dd'T'HH:mm:ss.ffffffK", "yyyy-MM-dd'T'HH:mm:ss.fffffffK",
        "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd", "yyyyMMdd'T'HHmmss'Z'",
    ];

    public static string Format(DateTimeOffset moment) => moment.ToUniversalTime().ToString(Written, CultureInfo.InvariantCulture);

    public static bool TryParse(string? text, out DateTimeOffset moment) =>
        DateTimeOffset.TryParseExact(text, Readable, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out moment);
}
