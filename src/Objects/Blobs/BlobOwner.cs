using System.Globalization;
using Athanor.Objects.Model;

namespace Athanor.Objects.Blobs;

/// <summary>Who names a blob: a version of an object, or a part of an upload, whose version is <c>upl_…/7</c>.</summary>
internal readonly record struct BlobOwner(long Bucket, string Key, string Version)
{
    private const char PartSeparator = '/';

    /// <summary>The upload and the number, where it is a part.</summary>
    public (string Upload, int Number)? Part => Version.Split(PartSeparator) is [var upload, var number] ? (upload, int.Parse(number, CultureInfo.InvariantCulture)) : null;

    public static BlobOwner Of(long bucket, StoredObject stored) => new(bucket, stored.Key, stored.Version);

    public static BlobOwner OfPart(MultipartUpload upload, int number) => new(upload.Bucket, upload.Key, $"{upload.Id}{PartSeparator}{number}");
}
