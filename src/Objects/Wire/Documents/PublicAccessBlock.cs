using System.Buffers;
using Athanor.Objects.Wire.Xml;

namespace Athanor.Objects.Wire.Documents;

internal sealed record PublicAccessBlock(bool BlockPublicAcls, bool IgnorePublicAcls, bool BlockPublicPolicy, bool RestrictPublicBuckets)
{
    public static Reading<PublicAccessBlock> Read(ReadOnlyMemory<byte> body)
    {
        if (!XmlBody.Read(body, "PublicAccessBlockConfiguration").TryGet(out var root, out var error)) return error;

        bool isWellFormed = true;
        var block = new PublicAccessBlock(Flag("BlockPublicAcls"), Flag("IgnorePublicAcls"), Flag("BlockPublicPolicy"), Flag("RestrictPublicBuckets"));
        return isWellFormed ? block : S3Errors.MalformedXml;

        bool Flag(string name)
        {
            var text = root.TextOf(name)?.ToUpperInvariant();
            isWellFormed &= text is null or "TRUE" or "FALSE";
            return text == "TRUE";
        }
    }

    public void Write(IBufferWriter<byte> target) => new XmlAnswer(target)
        .Begin("PublicAccessBlockConfiguration")
        .Flag("BlockPublicAcls", BlockPublicAcls)
        .Flag("IgnorePublicAcls", IgnorePublicAcls)
        .Flag("BlockPublicPolicy", BlockPublicPolicy)
        .Flag("RestrictPublicBuckets", RestrictPublicBuckets)
        .End();
}
