using Athanor.Foundation.Databases;
using Athanor.Foundation.Problems;
using Athanor.Objects.Keyspaces;
using Athanor.Objects.Model;

namespace Athanor.Tracking.Artifacts;

/// <summary>What the S3 door shows of a project's artifacts: all of them, under their paths. They are written through the run that they belong to, and not there.</summary>
internal sealed class ArtifactKeyspace : IKeyspace
{
    public string Kind => ArtifactBuckets.Kind;

    public StoredObject? Find(ReadSession session, Bucket bucket, string key) => KeyspaceContent.Find(session, bucket, key);

    public List<StoredObject> List(ReadSession session, Bucket bucket, string from, bool isFromIncluded, string? end, int limit) => KeyspaceContent.List(session, bucket, from, isFromIncluded, end, limit);

    /// <summary>Only what completes an upload that was begun for a run, which must still be there.</summary>
    public StoredObject Put(WriteSession session, Bucket bucket, StoredObject added)
    {
        if (added.Headers.UploadId is not { } upload || !ArtifactsDatabase.HasUpload(session, upload)) throw new ProblemException(TrackingProblems.WrittenByRuns);
        ArtifactStore.RequireRoomFor(session, bucket.Project, ArtifactPath.Parse(added.Key));
        ArtifactsDatabase.RemoveUpload(session, upload);
        KeyspaceContent.Put(session, bucket, added);
        return added;
    }

    public bool Remove(WriteSession session, Bucket bucket, string key) => throw new ProblemException(TrackingProblems.WrittenByRuns);
}
