using System.Globalization;

namespace Athanor.Objects.Signing;

/// <summary>The moment a request was signed at, in the form that the signature covers: <c>20130524T000000Z</c>.</summary>
internal readonly record struct SigningTime(DateTimeOffset Moment)
{
    private const string Format = "yyyyMMdd'T'HHmmss'Z'";
    private const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;

    public string Text => Moment.ToString(Format, CultureInfo.InvariantCulture);

    public string Date => Moment.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    public static SigningTime? TryParse(string? text) =>
        DateTimeOffset.TryParseExact(text, Format, CultureInfo.InvariantCulture, Utc, out var moment) ? new(moment) : null;

    /// <summary>A Date header may also have the form of HTTP.</summary>
    public static SigningTime? TryParseDate(string? text) =>
        TryParse(text) ?? (DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, Utc, out var moment) ? new(moment) : null);
}
