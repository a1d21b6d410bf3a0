namespace Athanor.Objects.Wire;

/// <summary>An error in S3's own words. Codes and statuses are the protocol's, because clients decide by them whether to try again.</summary>
internal sealed record S3Error(string Code, int Status, string Message)
{
    /// <summary>Further elements of the answer, such as the key that was not found.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Details { get; init; } = [];

    /// <summary>Headers of the answer that HTTP wants with this status, such as Allow.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    public S3Error Because(string message) => this with { Message = message };

    public S3Error With(string name, string value) => this with { Details = [.. Details, new(name, value)] };

    public S3Error WithHeader(string name, string value) => this with { Headers = [.. Headers, new(name, value)] };

    public static S3Error NotImplemented(string what) => S3Errors.NotImplemented.Because($"A header or parameter you provided implies functionality that is not implemented: {what}.");
}
