using System.Buffers;
using Athanor.Objects.Wire.Xml;

namespace Athanor.Objects.Wire.Answers;

internal sealed record ListVersionsAnswer(string Bucket, string Prefix, int MaxKeys, bool IsTruncated, IReadOnlyList<ListedVersion> Versions, IReadOnlyList<string> CommonPrefixes)
{
    public string? Delimiter { get; init; }
    public bool EncodesKeys { get; init; }
    public string? KeyMarker { get; init; }
    public string? VersionIdMarker { get; init; }
    public string? NextKeyMarker { get; init; }
    public string? NextVersionIdMarker { get; init; }

    public void Write(IBufferWriter<byte> target) => new XmlAnswer(target, EncodesKeys)
        .Begin("ListVersionsResult")
        .Text("Name", Bucket)
        .Key("Prefix", Prefix)
        .Key("KeyMarker", KeyMarker ?? "")
        .Text("VersionIdMarker", VersionIdMarker ?? "")
        .Key("NextKeyMarker", NextKeyMarker)
        .Text("NextVersionIdMarker", NextVersionIdMarker)
        .Number("MaxKeys", MaxKeys)
        .Key("Delimiter", Delimiter)
        .Flag("IsTruncated", IsTruncated)
        .Text("EncodingType", EncodesKeys ? "url" : null)
        .Each(Versions, ListedVersion.Write)
        .Each(CommonPrefixes, ListObjectsAnswer.WritePrefix)
        .End();
}
