using System.Buffers;
using Athanor.Objects.Wire.Xml;

namespace Athanor.Objects.Wire.Answers;

/// <summary>A page of objects, in either version of the operation.</summary>
internal sealed record ListObjectsAnswer(string Bucket, string Prefix, int MaxKeys, bool IsTruncated, IReadOnlyList<ListedObject> Objects, IReadOnlyList<string> CommonPrefixes)
{
    public string? Delimiter { get; init; }
    public bool EncodesKeys { get; init; }

    /// <summary>Version 1.</summary>
    public string? Marker { get; init; }
    public string? NextMarker { get; init; }

    /// <summary>Version 2.</summary>
    public string? StartAfter { get; init; }
    public string? ContinuationToken { get; init; }
    public string? NextContinuationToken { get; init; }

    public void WriteVersion1(IBufferWriter<byte> target)
    {
        var answer = Begin(target).Key("Marker", Marker ?? "").Key("NextMarker", NextMarker);
        WriteRest(answer);
    }

    public void WriteVersion2(IBufferWriter<byte> target)
    {
        var answer = Begin(target)
            .Text("ContinuationToken", ContinuationToken)
            .Text("NextContinuationToken", NextContinuationToken)
            .Number("KeyCount", Objects.Count + CommonPrefixes.Count)
            .Key("StartAfter", StartAfter);
        WriteRest(answer);
    }

    private XmlAnswer Begin(IBufferWriter<byte> target) => new XmlAnswer(target, EncodesKeys).Begin("ListBucketResult").Text("Name", Bucket).Key("Prefix", Prefix);

    private void WriteRest(XmlAnswer answer) => answer
        .Number("MaxKeys", MaxKeys)
        .Key("Delimiter", Delimiter)
        .Flag("IsTruncated", IsTruncated)
        .Text("EncodingType", EncodesKeys ? "url" : null)
        .Each(Objects, ListedObject.Write)
        .Each(CommonPrefixes, WritePrefix)
        .End();

    internal static void WritePrefix(XmlAnswer answer, string prefix) => answer.Open("CommonPrefixes").Key("Prefix", prefix).Close();
}
