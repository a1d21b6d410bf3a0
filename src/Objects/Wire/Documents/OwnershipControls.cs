using System.Buffers;
using Athanor.Objects.Wire.Xml;

namespace Athanor.Objects.Wire.Documents;

/// <summary>One of BucketOwnerEnforced, BucketOwnerPreferred and ObjectWriter.</summary>
internal sealed record OwnershipControls(string ObjectOwnership)
{
    public static Reading<OwnershipControls> Read(ReadOnlyMemory<byte> body)
    {
        if (!XmlBody.Read(body, "OwnershipControls").TryGet(out var root, out var error)) return error;
        return root.All("Rule").ToList() is [var rule] && TryParse(rule.TextOf("ObjectOwnership")) is { } controls ? controls : S3Errors.MalformedXml;
    }

    /// <summary>Also the form of <c>x-amz-object-ownership</c>.</summary>
    public static OwnershipControls? TryParse(string? text) => text is "BucketOwnerEnforced" or "BucketOwnerPreferred" or "ObjectWriter" ? new(text) : null;

    public void Write(IBufferWriter<byte> target) => new XmlAnswer(target).Begin("OwnershipControls").Open("Rule").Text("ObjectOwnership", ObjectOwnership).End();
}
