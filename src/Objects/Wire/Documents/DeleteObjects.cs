using System.Globalization;
using Athanor.Objects.Checksums;
using Athanor.Objects.Names;
using Athanor.Objects.Wire.Xml;

namespace Athanor.Objects.Wire.Documents;

internal sealed record DeleteObjects(bool IsQuiet, IReadOnlyList<ObjectToDelete> Objects)
{
    public const int MaximumObjects = 1000;

    public static Reading<DeleteObjects> Read(ReadOnlyMemory<byte> body)
    {
        if (!XmlBody.Read(body, "Delete").TryGet(out var root, out var error)) return error;

        var objects = new List<ObjectToDelete>();
        foreach (var element in root.All("Object"))
        {
            if (objects.Count == MaximumObjects) return S3Errors.MalformedXml;
            if (!ReadObject(element).TryGet(out var named, out error)) return error;
            objects.Add(named);
        }
        return objects.Count > 0 ? new DeleteObjects(root.TextOf("Quiet") is "true", objects) : S3Errors.MalformedXml;
    }

    // A key is not trimmed: its spaces are its own.
    private static Reading<ObjectToDelete> ReadObject(Element element)
    {
        if (element.Find("Key")?.Text is not { Length: > 0 } text) return S3Errors.MalformedXml;
        if (!ObjectKey.TryParse(text, out var key)) return S3Errors.KeyTooLong;
        if (element.TextOf("LastModifiedTime") is not null) return S3Error.NotImplemented("LastModifiedTime of DeleteObjects");

        long? size = null;
        if (element.TextOf("Size") is { } length)
        {
            if (!long.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)) return S3Errors.MalformedXml;
            size = bytes;
        }

        var version = element.TextOf("VersionId");
        var tag = element.TextOf("ETag");
        return new ObjectToDelete(key, version is "" ? null : version, tag is null ? null : EntityTag.Unquote(tag), size);
    }
}
