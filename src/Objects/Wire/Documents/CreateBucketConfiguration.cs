using Athanor.Objects.Wire.Xml;

namespace Athanor.Objects.Wire.Documents;

/// <summary>Any place will do: there is one. A bucket may be made without saying it.</summary>
internal sealed record CreateBucketConfiguration(string? LocationConstraint, TagSet Tags)
{
    public static Reading<CreateBucketConfiguration> Read(ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty) return new CreateBucketConfiguration(null, TagSet.Empty);
        if (!XmlBody.Read(body, "CreateBucketConfiguration").TryGet(out var root, out var error)) return error;
        if (root.Has("Location") || root.Has("Bucket")) return S3Error.NotImplemented("directory buckets");

        var tags = root.Find("Tags")?.All("Tag").Select(tag => KeyValuePair.Create(tag.Find("Key")?.Text ?? "", tag.Find("Value")?.Text ?? "")).ToList() ?? [];
        return TagSet.Create(tags, TagSet.MaximumOfBucket).TryGet(out var set, out error) ? new CreateBucketConfiguration(root.TextOf("LocationConstraint"), set) : error;
    }
}
