using System.Buffers;
using Athanor.Objects.Checksums;
using Athanor.Objects.Wire.Xml;

namespace Athanor.Objects.Wire.Answers;

/// <summary>The short answers to what uploads and copies ask.</summary>
internal static class UploadAnswers
{
    public static void WriteInitiated(string bucket, string key, string uploadId, IBufferWriter<byte> target) =>
        new XmlAnswer(target).Begin("InitiateMultipartUploadResult").Text("Bucket", bucket).Text("Key", key).Text("UploadId", uploadId).End();

    /// <summary>The checksum is as it is told: base64, with the number of parts where it is composite.</summary>
    public static void WriteCompleted(string location, string bucket, string key, string tag, (ChecksumAlgorithm Algorithm, string Value, ChecksumType Type)? checksum, IBufferWriter<byte> target)
    {
        var answer = new XmlAnswer(target).Begin("CompleteMultipartUploadResult").Text("Location", location).Text("Bucket", bucket).Text("Key", key).Text("ETag", EntityTag.Quote(tag));
        if (checksum is { } known)
            answer.Text(ChecksumAlgorithms.ElementOf(known.Algorithm), known.Value).Text("ChecksumType", known.Type == ChecksumType.Composite ? "COMPOSITE" : "FULL_OBJECT");
        answer.End();
    }

    public static void WriteCopied(DateTimeOffset lastModified, string tag, Checksum? checksum, IBufferWriter<byte> target) => WriteCopy("CopyObjectResult", lastModified, tag, checksum, target);

    public static void WritePartCopied(DateTimeOffset lastModified, string tag, Checksum? checksum, IBufferWriter<byte> target) => WriteCopy("CopyPartResult", lastModified, tag, checksum, target);

    /// <summary>What a form that asked for 201 is answered with.</summary>
    public static void WritePosted(string location, string bucket, string key, string tag, IBufferWriter<byte> target) =>
        new XmlAnswer(target).Begin("PostResponse").Text("Location", location).Text("Bucket", bucket).Text("Key", key).Text("ETag", EntityTag.Quote(tag)).End();

    private static void WriteCopy(string root, DateTimeOffset lastModified, string tag, Checksum? checksum, IBufferWriter<byte> target)
    {
        var answer = new XmlAnswer(target).Begin(root).Time("LastModified", lastModified).Text("ETag", EntityTag.Quote(tag));
        if (checksum is not null) answer.Text(ChecksumAlgorithms.ElementOf(checksum.Algorithm), checksum.ToString());
        answer.End();
    }
}
