using Athanor.Foundation.Databases;
using Athanor.Objects.Blobs;
using Athanor.Objects.Model;
using Athanor.Objects.Usage;
using Athanor.Objects.Versions;

namespace Athanor.Objects.Keyspaces;

/// <summary>The objects in which a keyspace keeps its content, and the buckets it has; each call is part of the transaction of its caller.</summary>
public static class KeyspaceContent
{
    /// <summary>Null where the name is taken.</summary>
    public static Bucket? AddBucket(WriteSession session, string name, string project, string kind, DateTimeOffset now)
    {
        if (ObjectsDatabase.FindBucket(session, name) is not null) return null;
        ObjectsDatabase.AddBucket(session, name, project, now, kind);
        foreach (var (setting, value) in BucketRules.OfNewBucket) ObjectsDatabase.SetSetting(session, ObjectsDatabase.FindBucket(session, name)!.Id, setting, value);
        return ObjectsDatabase.FindBucket(session, name);
    }

    /// <summary>A bucket goes once its last object has.</summary>
    public static void RemoveBucket(WriteSession session, Bucket bucket)
    {
        foreach (var upload in UploadsDatabase.ListOf(session, bucket.Id)) MultipartUploads.Remove(session, upload);
        ObjectsDatabase.RemoveBucket(session, bucket);
    }

    public static Bucket? FindBucket(ReadSession session, string name) => ObjectsDatabase.FindBucket(session, name);

    public static StoredObject? Find(ReadSession session, Bucket bucket, string key) => ObjectsDatabase.FindLatest(session, bucket.Id, key);

    public static void Put(WriteSession session, Bucket bucket, StoredObject content) => new VersionKeeping(session, bucket).Put(content);

    public static void PutWithinQuotas(WriteSession session, Bucket bucket, StoredObject content) => Quotas.Within(session, bucket, () => Put(session, bucket, content));

    /// <summary>Says more of an object that is there; nothing where it was replaced meanwhile.</summary>
    public static void DescribeAgain(WriteSession session, Bucket bucket, StoredObject described)
    {
        if (Find(session, bucket, described.Key) is { } now && now.Blobs.SequenceEqual(described.Blobs)) ObjectsDatabase.ReplaceHeaders(session, bucket.Id, described);
    }

    /// <summary>Content that came and is not needed: it goes from disk soon.</summary>
    public static void Discard(WriteSession session, BlobReference blob) => BlobsDatabase.Discard(session, blob);

    /// <summary>Its bytes go from disk once nobody reads them; see <see cref="ObjectStore.ReclaimSpace"/>.</summary>
    public static void Remove(WriteSession session, Bucket bucket, string key) => new VersionKeeping(session, bucket).Hide(key, () => throw new InvalidOperationException("A bucket with a keyspace keeps no versions of its objects."));

    /// <summary>Objects behind a key, in the order of keys.</summary>
    public static List<StoredObject> List(ReadSession session, Bucket bucket, string after, int limit) => List(session, bucket, after, isFromIncluded: false, end: null, limit);

    /// <summary>Objects from a key on and below an end (where there is one), in the order of keys.</summary>
    public static List<StoredObject> List(ReadSession session, Bucket bucket, string from, bool isFromIncluded, string? end, int limit) => ObjectsDatabase.ListObjects(session, bucket.Id, from, isFromIncluded, end, limit);

    public static BucketUsage Measure(ReadSession session, Bucket bucket) => ObjectsDatabase.Usage(session, bucket.Id);

    /// <summary>A row for content that is on disk: what <paramref name="blob"/> names becomes the object's.</summary>
    public static StoredObject Describe(string key, long size, BlobReference blob, ObjectHeaders headers, DateTimeOffset now) =>
        new(key, StoredObject.NullVersion, IsMarker: false, IsLatest: true, size, "", now, [blob], headers);
}
