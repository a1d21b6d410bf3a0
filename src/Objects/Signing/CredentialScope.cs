namespace Athanor.Objects.Signing;

/// <summary>Whose key signed, and for which day, region and service: <c>AKIA…/20130524/us-east-1/s3/aws4_request</c>. Any region will do.</summary>
internal sealed record CredentialScope(string KeyId, string Date, string Region, string Service)
{
    private const string Terminator = "aws4_request";

    public string Text { get; } = $"{Date}/{Region}/{Service}/{Terminator}";

    /// <summary>Null where it has another form, or is for another service.</summary>
    public static CredentialScope? TryParse(string text) => text.Split('/') switch
    {
        [{ Length: > 0 } key, { Length: 8 } date, { Length: > 0 } region, "s3", Terminator] when date.All(char.IsAsciiDigit) => new(key, date, region, "s3"),
        _ => null,
    };
}
