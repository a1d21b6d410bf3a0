using System.Buffers;
using Athanor.Objects.Wire.Xml;

namespace Athanor.Objects.Wire.Documents;

internal static class Tagging
{
    public static Reading<TagSet> Read(ReadOnlyMemory<byte> body, int maximumTags)
    {
        if (!XmlBody.Read(body, "Tagging").TryGet(out var root, out var error)) return error;
        if (root.Find("TagSet") is not { } set) return S3Errors.MalformedXml;

        var tags = new List<KeyValuePair<string, string>>();
        foreach (var tag in set.All("Tag"))
        {
            if (tag.Find("Key") is not { } key || tag.Find("Value") is not { } value) return S3Errors.MalformedXml;
            tags.Add(new(key.Text, value.Text));
        }
        return TagSet.Create(tags, maximumTags);
    }

    public static void Write(TagSet tags, IBufferWriter<byte> target) => new XmlAnswer(target)
        .Begin("Tagging")
        .Open("TagSet")
        .Each(tags.Tags, (answer, tag) => answer.Open("Tag").Text("Key", tag.Key).Text("Value", tag.Value).Close())
        .End();
}
