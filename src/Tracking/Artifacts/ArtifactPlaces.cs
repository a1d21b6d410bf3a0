using System.Diagnostics;
using Athanor.Foundation.Databases;
using Athanor.Objects.Keyspaces;
using Athanor.Objects.Model;
using Athanor.Tracking.LoggedModels;

namespace Athanor.Tracking.Artifacts;

/// <summary>Finds the bucket and the path in it that an address means in a project.</summary>
internal static class ArtifactPlaces
{
    /// <summary>Null where nothing is kept: the project has no artifacts yet, or no such bucket.</summary>
    public static (Bucket Bucket, ArtifactPath Path)? Resolve(ReadSession session, string project, ArtifactAddress address) => address switch
    {
        ArtifactAddress.Kept kept => ArtifactBuckets.Find(session, project) is { } bucket ? (bucket, kept.Path) : null,
        ArtifactAddress.OfRun run => Within(session, project, RunBook.Find(session, project, run.Run).ArtifactUri, run.Path),
        ArtifactAddress.OfModel model => Within(session, project, LoggedModelBook.Find(session, project, model.Model).ArtifactUri, model.Path),
        ArtifactAddress.InBucket named => KeyspaceContent.FindBucket(session, named.Bucket.Value) is { } bucket && bucket.Project == project ? (bucket, named.Path) : null,
        _ => throw new UnreachableException(),
    };

    private static (Bucket Bucket, ArtifactPath Path)? Within(ReadSession session, string project, string uri, ArtifactPath path) =>
        ArtifactAddress.Parse(uri) is (ArtifactAddress.Kept or ArtifactAddress.InBucket) and var root && Resolve(session, project, root) is { } place ? (place.Bucket, path.Below(place.Path)) : null;
}
