using Athanor.Foundation.Databases;
using Athanor.Objects;
using Athanor.Objects.Keyspaces;
using Athanor.Objects.Model;

namespace Athanor.Tracking.Artifacts;

/// <summary>
/// Measures and removes the files of runs and logged models, for whoever clears away what was deleted. It is asked while their rows are still there, for only those
/// say where their files lie; asked again after a crash it finishes what it began. What is kept elsewhere counts nothing and stays.
/// </summary>
public sealed class ArtifactRemoval
{
    private const int AtOnce = 1000;

    private readonly IDatabase _database;
    private readonly ObjectStore _objects;
    private readonly MultipartUploads _uploads;

    internal ArtifactRemoval(IDatabase database, ObjectStore objects, MultipartUploads uploads) => (_database, _objects, _uploads) = (database, objects, uploads);

    /// <summary>By the addresses at which runs and models say that their files are.</summary>
    public async Task<IReadOnlyDictionary<string, ArtifactUsage>> MeasureAsync(string project, IReadOnlyCollection<string> addresses, CancellationToken cancellation)
    {
        var measured = new Dictionary<string, ArtifactUsage>(StringComparer.Ordinal);
        foreach (var address in addresses) measured[address] = await MeasureAsync(project, address, cancellation);
        return measured;
    }

    /// <summary>Answers what was freed of each.</summary>
    public async Task<IReadOnlyDictionary<string, ArtifactUsage>> RemoveAsync(string project, IReadOnlyCollection<string> addresses, CancellationToken cancellation)
    {
        var freed = new Dictionary<string, ArtifactUsage>(StringComparer.Ordinal);
        foreach (var address in addresses) freed[address] = await RemoveAsync(project, address, cancellation);
        return freed;
    }

    private async Task<ArtifactUsage> MeasureAsync(string project, string address, CancellationToken cancellation)
    {
        var (usage, after) = (default(ArtifactUsage), "");
        if (FolderOf(address) is not { } folder) return usage;
        while (true)
        {
            var from = after;
            var files = await _database.ReadAsync(session => ArtifactBuckets.Find(session, project) is { } bucket ? ArtifactFolder.List(session, bucket, folder, from, AtOnce) : [], cancellation);
            usage += UsageOf(files);
            if (files.Count < AtOnce) return usage;
            after = files[^1].Key;
        }
    }

    private async Task<ArtifactUsage> RemoveAsync(string project, string address, CancellationToken cancellation)
    {
        var usage = default(ArtifactUsage);
        if (FolderOf(address) is not { } folder) return usage;
        await AbortUploadsAsync(project, folder, cancellation);
        while (true)
        {
            var files = await _database.WriteAsync(session => RemoveSome(session, project, folder), cancellation);
            _objects.ReclaimSpace();
            usage += UsageOf(files);
            if (files.Count < AtOnce) return usage;
        }
    }

    private async Task AbortUploadsAsync(string project, ArtifactPath folder, CancellationToken cancellation)
    {
        if (await _database.ReadAsync(session => ArtifactBuckets.Find(session, project), cancellation) is not { } bucket) return;
        while (await _uploads.ListAsync(bucket, $"{folder.Value}/", "", "", "", AtOnce, cancellation) is { Uploads.Count: > 0 } page)
            foreach (var upload in page.Uploads) await _uploads.AbortAsync(upload, cancellation);
    }

    private static List<StoredObject> RemoveSome(WriteSession session, string project, ArtifactPath folder)
    {
        if (ArtifactBuckets.Find(session, project) is not { } bucket) return [];
        var files = ArtifactFolder.List(session, bucket, folder, "", AtOnce);
        foreach (var file in files) KeyspaceContent.Remove(session, bucket, file.Key);
        return files;
    }

    // Nothing is at the root but what belongs to others.
    private static ArtifactPath? FolderOf(string address) => ArtifactOwners.PlaceOf(address) is { IsRoot: false } folder ? folder : null;

    private static ArtifactUsage UsageOf(List<StoredObject> files) => new(files.Count, files.Sum(file => file.Size));
}
