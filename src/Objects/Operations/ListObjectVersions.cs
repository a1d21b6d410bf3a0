using Athanor.Objects.Door;
using Athanor.Objects.Wire;
using Athanor.Objects.Wire.Answers;

namespace Athanor.Objects.Operations;

internal static class ListObjectVersions
{
    public static async Task HandleAsync(S3Request request)
    {
        var (prefix, delimiter, keyMarker, versionMarker) = (request.Parameter("prefix"), request.Parameter("delimiter"), request.Parameter("key-marker"), request.Parameter("version-id-marker"));
        if (versionMarker.Length > 0 && keyMarker.Length == 0)
            throw new S3Exception(S3Errors.InvalidArgument.Because("A version-id marker cannot be specified without a key marker.").With("ArgumentName", "version-id-marker").With("ArgumentValue", versionMarker));

        var limit = request.Number("max-keys", ListedObjects.MaximumKeys, 0, ListedObjects.MaximumKeys);
        var page = await request.Objects.ListVersionsAsync(request.Bucket, prefix, delimiter, keyMarker, versionMarker, limit, request.Cancellation);

        var owner = ListedObjects.OwnerOf(request);
        var versions = page.Versions.Select(stored => new ListedVersion(stored.Version, stored.IsLatest, stored.IsMarker, ListedObjects.Of(stored, owner))).ToList();
        var answer = new ListVersionsAnswer(request.Bucket.Name, prefix, limit, page.NextKey is not null, versions, page.CommonPrefixes)
        {
            Delimiter = ListedObjects.OrNull(delimiter),
            EncodesKeys = ListedObjects.AreEncoded(request),
            KeyMarker = keyMarker,
            VersionIdMarker = versionMarker,
            NextKeyMarker = page.NextKey,
            NextVersionIdMarker = page.NextVersion,
        };
        await S3Answers.XmlAsync(request.Context, answer.Write);
    }
}
