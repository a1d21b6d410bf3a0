using Athanor.Foundation.Problems;
using Athanor.Objects.Names;
using Athanor.Tracking.Artifacts;

namespace Athanor.Tracking.Api.Artifacts;

/// <summary>Addresses by which a file is read from the S3 door, in ranges and by several at once.</summary>
internal static class PresignedApi
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    public static async Task<MlflowAnswer> GetAsync(ArtifactRequest request, ArtifactStore artifacts)
    {
        var found = await ProxyApi.FindAsync(request, artifacts);
        var address = BucketName.TryParse(found.Bucket.Name, out var bucket) && ObjectKey.TryParse(found.Object.Key, out var key) ? await request.Door.ShareAsync(bucket, key, null, Lifetime) : null;
        if (address is null) throw new ProblemException(TrackingProblems.NotImplemented(request.Http.Path));
        return MlflowAnswer.Of(json =>
        {
            json.WriteString("url", address.AbsoluteUri);
            json.WriteStartObject("headers");
            json.WriteEndObject();
            json.WriteNumber("file_size", found.Object.Size);
        });
    }
}
