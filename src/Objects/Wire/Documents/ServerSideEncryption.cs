using System.Buffers;
using Athanor.Objects.Wire.Xml;

namespace Athanor.Objects.Wire.Documents;

/// <summary>A bucket's default encryption. There is one kind: keys of the server, AES-256.</summary>
internal static class ServerSideEncryption
{
    public const string Algorithm = "AES256";

    public static S3Error? FindError(ReadOnlyMemory<byte> body)
    {
        if (!XmlBody.Read(body, "ServerSideEncryptionConfiguration").TryGet(out var root, out var error)) return error;
        if (root.All("Rule").ToList() is not [var rule]) return S3Errors.MalformedXml;
        return rule.Find("ApplyServerSideEncryptionByDefault")?.TextOf("SSEAlgorithm") switch
        {
            Algorithm => null,
            "aws:kms" or "aws:kms:dsse" => S3Error.NotImplemented("encryption with keys of KMS"),
            _ => S3Errors.MalformedXml,
        };
    }

    public static void Write(IBufferWriter<byte> target) => new XmlAnswer(target)
        .Begin("ServerSideEncryptionConfiguration")
        .Open("Rule")
        .Open("ApplyServerSideEncryptionByDefault")
        .Text("SSEAlgorithm", Algorithm)
        .Close()
        .Flag("BucketKeyEnabled", false)
        .End();
}
