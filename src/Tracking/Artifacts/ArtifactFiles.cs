using System.Security.Cryptography;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Problems;
using Athanor.Objects;
using Athanor.Objects.Keyspaces;
using Athanor.Objects.Model;

namespace Athanor.Tracking.Artifacts;

/// <summary>Reads artifacts by the addresses that clients know, never beyond the project.</summary>
internal sealed class ArtifactFiles(IDatabase database, ObjectStore objects) : IArtifactFiles
{
    private const int ReadAtOnce = 1000;
    private const int MostFiles = 100_000;

    public async Task<IReadOnlyList<ArtifactFile>> ListAsync(string project, string address, CancellationToken cancellation)
    {
        if (await ResolveAsync(project, address, cancellation) is not { } place) return [];
        var files = new List<ArtifactFile>();
        for (string? after = ""; after is not null;)
        {
            var page = await objects.ListAsync(place.Bucket, place.Prefix, "", after, ReadAtOnce, cancellation);
            foreach (var stored in page.Objects) files.Add(new(stored.Key[place.Prefix.Length..], stored.Size, await DigestAsync(place.Bucket, stored, cancellation)));
            if (files.Count > MostFiles) throw new ProblemException(TrackingProblems.TooManyFiles(MostFiles));
            after = page.Next;
        }
        return files;
    }

    public async Task<Stream> OpenAsync(string project, string address, string path, CancellationToken cancellation)
    {
        var within = ArtifactPath.Parse(path);
        if (within.IsRoot || await ResolveAsync(project, address, cancellation) is not { } place || await objects.FindAsync(place.Bucket, place.Prefix + within.Value, null, cancellation) is not { IsMarker: false } found)
            throw new ProblemException(TrackingProblems.NoArtifact(path));
        return new ObjectReading(objects, place.Bucket, found, cancellation);
    }

    // Null where nothing can be: the project has no artifacts yet, or the bucket is another's.
    private Task<Place?> ResolveAsync(string project, string address, CancellationToken cancellation)
    {
        var parsed = ArtifactAddress.Parse(address);
        return database.ReadAsync(session => ArtifactPlaces.Resolve(session, project, parsed) is { } place ? new Place(place.Bucket, place.Path.IsRoot ? "" : $"{place.Path.Value}/") : null, cancellation);
    }

    private async Task<string> DigestAsync(Bucket bucket, StoredObject stored, CancellationToken cancellation)
    {
        if (stored.Headers.Checksums.TryGetValue(ArtifactStore.Sha256, out var known) && !known.Contains('-', StringComparison.Ordinal)) return Convert.ToHexStringLower(Convert.FromBase64String(known));
        var found = stored.Blobs.Count > 0 || stored.Size == 0 ? stored : await objects.FindAsync(bucket, stored.Key, null, cancellation) ?? throw new ProblemException(TrackingProblems.NoArtifact(stored.Key));
        await using var content = new ObjectReading(objects, bucket, found, cancellation);
        var digest = await SHA256.HashDataAsync(content, cancellation);
        if (bucket.Kind == ArtifactBuckets.Kind) await KeepAsync(bucket, found, digest, cancellation);
        return Convert.ToHexStringLower(digest);
    }

    // A file that came in parts has no digest yet; it is read for it once.
    private Task KeepAsync(Bucket bucket, StoredObject found, byte[] digest, CancellationToken cancellation)
    {
        var checksums = new Dictionary<string, string>(found.Headers.Checksums) { [ArtifactStore.Sha256] = Convert.ToBase64String(digest) };
        return database.WriteAsync(session => KeyspaceContent.DescribeAgain(session, bucket, found with { Headers = found.Headers with { Checksums = checksums } }), cancellation);
    }

    private sealed record Place(Bucket Bucket, string Prefix);
}
