using System.Security.Cryptography;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Journal;
using Athanor.Objects.Keyspaces;
using Athanor.Objects.Model;
using Athanor.Objects.Names;

namespace Athanor.Tracking.Artifacts;

/// <summary>The bucket in which the artifacts of a project lie, under the paths that clients know.</summary>
internal static class ArtifactBuckets
{
    public const string Kind = "artifacts";

    /// <summary>Null before the first artifact.</summary>
    public static Bucket? Find(ReadSession session, string project) =>
        ArtifactsDatabase.FindBucket(session, project) is { } name && KeyspaceContent.FindBucket(session, name) is { Kind: Kind } bucket && bucket.Project == project ? bucket : null;

    public static Bucket GetOrAdd(WriteSession session, string actor, string project, DateTimeOffset now)
    {
        if (Find(session, project) is { } present) return present;
        // Names of buckets are those of the whole server, so the good one may be another's.
        var bucket = Add(session, $"{project}-artifacts", project, now) ?? Add(session, $"artifacts-{RandomNumberGenerator.GetHexString(24, lowercase: true)}", project, now)!;
        ArtifactsDatabase.SetBucket(session, project, bucket.Name);
        session.Record(new Fact(actor, "bucket.created", new("bucket", bucket.Name)) { Project = project, Parents = [new("project", project)] });
        return bucket;
    }

    private static Bucket? Add(WriteSession session, string name, string project, DateTimeOffset now) =>
        BucketName.TryParse(name, out _) ? KeyspaceContent.AddBucket(session, name, project, Kind, now) : null;
}
