using System.Buffers;
using Athanor.Objects.Wire.Xml;

namespace Athanor.Objects.Wire.Answers;

internal sealed record ListUploadsAnswer(string Bucket, string Prefix, int MaxUploads, bool IsTruncated, IReadOnlyList<ListUploadsAnswer.Upload> Uploads, IReadOnlyList<string> CommonPrefixes)
{
    public string? Delimiter { get; init; }
    public bool EncodesKeys { get; init; }
    public string? KeyMarker { get; init; }
    public string? UploadIdMarker { get; init; }
    public string? NextKeyMarker { get; init; }
    public string? NextUploadIdMarker { get; init; }

    public sealed record Upload(string Key, string Id, DateTimeOffset InitiatedAt, Owner Owner);

    public void Write(IBufferWriter<byte> target) => new XmlAnswer(target, EncodesKeys)
        .Begin("ListMultipartUploadsResult")
        .Text("Bucket", Bucket)
        .Key("KeyMarker", KeyMarker ?? "")
        .Text("UploadIdMarker", UploadIdMarker ?? "")
        .Key("NextKeyMarker", NextKeyMarker)
        .Text("NextUploadIdMarker", NextUploadIdMarker)
        .Key("Prefix", Prefix)
        .Key("Delimiter", Delimiter)
        .Number("MaxUploads", MaxUploads)
        .Flag("IsTruncated", IsTruncated)
        .Text("EncodingType", EncodesKeys ? "url" : null)
        .Each(Uploads, WriteUpload)
        .Each(CommonPrefixes, ListObjectsAnswer.WritePrefix)
        .End();

    private static void WriteUpload(XmlAnswer answer, Upload upload)
    {
        answer.Open("Upload").Key("Key", upload.Key).Text("UploadId", upload.Id);
        Owner.Write(answer, "Initiator", upload.Owner);
        Owner.Write(answer, "Owner", upload.Owner);
        answer.Text("StorageClass", "STANDARD").Time("Initiated", upload.InitiatedAt).Close();
    }
}
