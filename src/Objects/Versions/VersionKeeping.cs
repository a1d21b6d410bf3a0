using Athanor.Foundation.Databases;
using Athanor.Objects.Blobs;
using Athanor.Objects.Model;

namespace Athanor.Objects.Versions;

/// <summary>
/// What becomes of the versions that are there when another one comes or goes. Runs inside the transaction of the change, and
/// keeps the owners of blobs and the bucket's usage right with every step.
/// </summary>
internal sealed class VersionKeeping(WriteSession session, Bucket bucket)
{
    /// <summary>The new version becomes what a plain GET answers.</summary>
    public void Put(StoredObject added)
    {
        // Owned before anything is let go: an object copied onto itself takes the place of the version whose bytes it shares.
        BlobsDatabase.Adopt(session, BlobOwner.Of(bucket.Id, added), added.Blobs);
        if (ObjectsDatabase.FindLatest(session, bucket.Id, added.Key) is { } latest) MakeRoom(latest, added);
        if (bucket.Versioning == Versioning.Suspended) RemoveNullFromHistory(added);

        ObjectsDatabase.SetLatest(session, bucket.Id, added with { IsLatest = true });
        Count(added, +1);
    }

    /// <summary>A delete that names no version: hides the object where versions are kept, and removes it where they are not.</summary>
    public StoredObject? Hide(string key, Func<StoredObject> makeMarker)
    {
        if (bucket.Versioning != Versioning.Off)
        {
            var marker = makeMarker();
            Put(marker);
            return marker;
        }
        if (ObjectsDatabase.FindLatest(session, bucket.Id, key) is { } latest) Remove(latest);
        return null;
    }

    /// <summary>Removes one version for good, unless a lock keeps it; the newest of those before it takes its place where it was the latest.</summary>
    public VersionRemoval Remove(string key, string version, DateTimeOffset now, bool bypassesGovernance)
    {
        if (ObjectsDatabase.FindVersion(session, bucket.Id, key, version) is not { } found) return VersionRemoval.Nothing;
        if (found.Headers.Lock?.Keeps(now, bypassesGovernance) is true) return VersionRemoval.Locked;
        Remove(found);
        return new(found, IsLocked: false);
    }

    private void MakeRoom(StoredObject latest, StoredObject added)
    {
        var isReplaced = bucket.Versioning == Versioning.Off || (bucket.Versioning == Versioning.Suspended && latest.Version == StoredObject.NullVersion);
        if (isReplaced) Replace(latest, added);
        else ObjectsDatabase.AddToHistory(session, bucket.Id, latest);
    }

    private void RemoveNullFromHistory(StoredObject added)
    {
        if (ObjectsDatabase.FindVersion(session, bucket.Id, added.Key, StoredObject.NullVersion) is not { IsLatest: false } earlier) return;
        ObjectsDatabase.RemoveFromHistory(session, bucket.Id, added.Key, StoredObject.NullVersion);
        Replace(earlier, added);
    }

    private void Remove(StoredObject stored)
    {
        LetGo(stored);
        if (!stored.IsLatest)
        {
            ObjectsDatabase.RemoveFromHistory(session, bucket.Id, stored.Key, stored.Version);
            return;
        }
        ObjectsDatabase.RemoveLatest(session, bucket.Id, stored.Key);
        if (ObjectsDatabase.NewestInHistory(session, bucket.Id, stored.Key) is not { } successor) return;
        ObjectsDatabase.RemoveFromHistory(session, bucket.Id, successor.Key, successor.Version);
        ObjectsDatabase.SetLatest(session, bucket.Id, successor with { IsLatest = true });
    }

    // An object copied onto itself keeps its bytes: they are never nobody's, not even for a moment.
    private void Replace(StoredObject earlier, StoredObject added)
    {
        BlobsDatabase.Drop(session, BlobOwner.Of(bucket.Id, earlier), added.Version == earlier.Version ? earlier.Blobs.Except(added.Blobs) : earlier.Blobs);
        Count(earlier, -1);
    }

    private void LetGo(StoredObject stored)
    {
        BlobsDatabase.Drop(session, BlobOwner.Of(bucket.Id, stored), stored.Blobs);
        Count(stored, -1);
    }

    private void Count(StoredObject stored, int sign) => ObjectsDatabase.CountUsage(session, bucket.Id, stored.IsMarker ? 0 : sign, sign * stored.Size);
}
