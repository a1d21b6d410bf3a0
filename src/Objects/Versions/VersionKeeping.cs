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
        BlobsDatabase.Adopt(session, added.Blobs);
        if (ObjectsDatabase.FindLatest(session, bucket.Id, added.Key) is { } latest) MakeRoom(latest);
        if (bucket.Versioning == Versioning.Suspended) RemoveNullFromHistory(added.Key);

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

    private void MakeRoom(StoredObject latest)
    {
        var isReplaced = bucket.Versioning == Versioning.Off || (bucket.Versioning == Versioning.Suspended && latest.Version == StoredObject.NullVersion);
        if (isReplaced) LetGo(latest);
        else ObjectsDatabase.AddToHistory(session, bucket.Id, latest);
    }

    private void RemoveNullFromHistory(string key)
    {
        if (ObjectsDatabase.FindVersion(session, bucket.Id, key, StoredObject.NullVersion) is not { IsLatest: false } earlier) return;
        ObjectsDatabase.RemoveFromHistory(session, bucket.Id, key, StoredObject.NullVersion);
        LetGo(earlier);
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

    private void LetGo(StoredObject stored)
    {
        BlobsDatabase.Drop(session, stored.Blobs);
        Count(stored, -1);
    }

    private void Count(StoredObject stored, int sign) => ObjectsDatabase.CountUsage(session, bucket.Id, stored.IsMarker ? 0 : sign, sign * stored.Size);
}
