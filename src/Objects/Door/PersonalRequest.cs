using Athanor.Objects.Names;

namespace Athanor.Objects.Door;

/// <summary>An operation of S3 by its name, as another door asks for it, with only the headers and parameters that it means to send.</summary>
public sealed record PersonalRequest(string Operation, BucketName Bucket, ObjectKey? Key = null)
{
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
    public Stream Content { get; init; } = Stream.Null;
    public long? Length { get; init; }

    public PersonalRequest OfVersion(string? version) => version is null ? this : this with { Parameters = new Dictionary<string, string>(Parameters) { ["versionId"] = version } };

    public PersonalRequest WithDocument(ReadOnlyMemory<byte> document) => this with { Content = new MemoryStream(document.ToArray()), Length = document.Length };
}
