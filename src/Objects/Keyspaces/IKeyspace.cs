using Athanor.Foundation.Databases;
using Athanor.Objects.Model;

namespace Athanor.Objects.Keyspaces;

/// <summary>
/// What keys mean in buckets of one kind. In most a key is an object's; a slice that stands on this one may bring a kind whose keys mean
/// something else, and whose content lies in the bucket's objects nevertheless, under names that only that slice knows.
/// All of it runs inside the transaction of the request.
/// </summary>
public interface IKeyspace
{
    string Kind { get; }

    StoredObject? Find(ReadSession session, Bucket bucket, string key);

    /// <summary>What stands under keys from one on and below an end (where there is one), in the order of keys.</summary>
    List<StoredObject> List(ReadSession session, Bucket bucket, string from, bool isFromIncluded, string? end, int limit);

    /// <summary>Answers what stands under the key now. What may not be written is a problem that says why.</summary>
    StoredObject Put(WriteSession session, Bucket bucket, StoredObject added);

    /// <summary>Whether there was anything.</summary>
    bool Remove(WriteSession session, Bucket bucket, string key);
}
