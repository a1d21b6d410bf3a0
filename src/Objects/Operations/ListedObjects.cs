using Athanor.Objects.Door;
using Athanor.Objects.Model;
using Athanor.Objects.Wire;
using Athanor.Objects.Wire.Answers;

namespace Athanor.Objects.Operations;

/// <summary>What the listings share.</summary>
internal static class ListedObjects
{
    public const int MaximumKeys = 1000;

    public static ListedObject Of(StoredObject stored, Owner? owner) => new(stored.Key, stored.StoredAt, stored.ETag, stored.Size) { Owner = owner };

    /// <summary>S3 knows an owner; here a bucket belongs to a project.</summary>
    public static Owner OwnerOf(S3Request request) => new(request.Bucket.Project, request.Bucket.Project);

    public static bool AreEncoded(S3Request request) => request.Parameter("encoding-type") switch
    {
        "" => false,
        "url" => true,
        var other => throw new S3Exception(S3Errors.InvalidArgument.Because("Invalid Encoding Method specified in Request").With("ArgumentName", "encoding-type").With("ArgumentValue", other)),
    };

    public static string? OrNull(string text) => text.Length > 0 ? text : null;
}
