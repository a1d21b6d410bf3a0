using System.Xml;
using Athanor.Objects.Checksums;
using Athanor.Objects.Door;
using Athanor.Objects.Model;

namespace Athanor.Objects.Operations;

/// <summary>What the two listings of objects share.</summary>
internal static class ListedObjects
{
    public const int MaximumKeys = 1000;

    public static void Write(XmlWriter xml, ListPage page, bool asUrl, string? owner)
    {
        foreach (var stored in page.Objects)
        {
            xml.WriteStartElement("Contents");
            xml.WriteElementString("Key", S3Answers.Encode(stored.Key, asUrl));
            xml.WriteElementString("LastModified", S3Answers.Time(stored.StoredAt));
            xml.WriteElementString("ETag", EntityTag.Quote(stored.ETag));
            xml.WriteElementString("Size", XmlConvert.ToString(stored.Size));
            if (owner is not null) WriteOwner(xml, owner);
            xml.WriteElementString("StorageClass", "STANDARD");
            xml.WriteEndElement();
        }
        WritePrefixes(xml, page.CommonPrefixes, asUrl);
    }

    public static void WritePrefixes(XmlWriter xml, IEnumerable<string> prefixes, bool asUrl)
    {
        foreach (var prefix in prefixes)
        {
            xml.WriteStartElement("CommonPrefixes");
            xml.WriteElementString("Prefix", S3Answers.Encode(prefix, asUrl));
            xml.WriteEndElement();
        }
    }

    public static void WriteOwner(XmlWriter xml, string owner)
    {
        xml.WriteStartElement("Owner");
        xml.WriteElementString("ID", owner);
        xml.WriteElementString("DisplayName", owner);
        xml.WriteEndElement();
    }

    public static bool IsUrlEncoded(S3Request request) => request.Parameter("encoding-type") == "url";
}
