using Athanor.Foundation.Databases;
using Athanor.Objects.Model;
using Athanor.Objects.Versions;

namespace Athanor.Objects.Keyspaces;

/// <summary>Asks the keyspace of a bucket's kind, and the bucket's own objects where it has none.</summary>
internal sealed class BucketKeyspaces(IEnumerable<IKeyspace> all)
{
    private readonly Dictionary<string, IKeyspace> _byKind = all.ToDictionary(keyspace => keyspace.Kind);

    public static BucketKeyspaces None { get; } = new([]);

    public IKeyspace? Of(Bucket bucket) => bucket.IsPlain ? null : _byKind[bucket.Kind];

    public StoredObject? Find(ReadSession session, Bucket bucket, string key, string? version = null)
    {
        if (Of(bucket) is { } keyspace) return version is null or StoredObject.NullVersion ? keyspace.Find(session, bucket, key) : null;
        return version is null ? ObjectsDatabase.FindLatest(session, bucket.Id, key) : ObjectsDatabase.FindVersion(session, bucket.Id, key, version);
    }

    public List<StoredObject> List(ReadSession session, Bucket bucket, string from, bool isFromIncluded, string? end, int limit) =>
        Of(bucket)?.List(session, bucket, from, isFromIncluded, end, limit) ?? ObjectsDatabase.ListObjects(session, bucket.Id, from, isFromIncluded, end, limit);

    public StoredObject Put(WriteSession session, Bucket bucket, StoredObject added)
    {
        if (Of(bucket) is { } keyspace) return keyspace.Put(session, bucket, added);
        new VersionKeeping(session, bucket).Put(added);
        return added;
    }
}
