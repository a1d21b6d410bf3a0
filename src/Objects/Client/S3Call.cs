namespace Athanor.Objects.Client;

/// <summary>A request before it is signed. Its body is in memory, so that it can be sent again.</summary>
internal sealed record S3Call(HttpMethod Method, string? Bucket = null, string? Key = null)
{
    public IReadOnlyList<(string Name, string Value)> Query { get; init; } = [];
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];
    public ReadOnlyMemory<byte>? Body { get; init; }
}
