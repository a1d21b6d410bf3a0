using Athanor.Foundation.Databases;
using Athanor.Foundation.Problems;
using Athanor.Tracking.Artifacts;
using Athanor.Tracking.Registry.Model;
using Athanor.Tracking.Registry.Signing;
using Athanor.Tracking.Registry.Sources;

namespace Athanor.Tracking.Registry;

/// <summary>The files of versions: where they are, what is in them, and whether they are what was signed.</summary>
public sealed class ModelFiles
{
    private readonly IDatabase _database;
    private readonly IArtifactFiles _files;
    private readonly ModelSigner _signer;
    private readonly SourceResolver _sources;

    internal ModelFiles(IDatabase database, IArtifactFiles files, ModelSigner signer) => (_database, _files, _signer, _sources) = (database, files, signer, new(database));

    /// <summary>The version that <c>models:/…</c> names now, and the objects that its files are: <c>s3://BUCKET/PREFIX</c>.</summary>
    public Task<(ModelVersion Version, string Objects)> LocateAsync(string project, string address, CancellationToken cancellation)
    {
        var source = ModelSource.Parse(address);
        if (source.Kind != SourceKind.Model) throw new ProblemException(RegistryProblems.ForeignSource(address));
        return _database.ReadAsync(
            session =>
            {
                var version = VersionAddress.Find(session, project, source);
                var place = ArtifactPlaces.Resolve(session, project, ArtifactAddress.Parse(version.Storage)) ?? throw new ProblemException(RegistryProblems.NothingStored(version.Model, version.Number));
                return (version, $"s3://{place.Bucket.Name}/{place.Path.Value}");
            },
            cancellation);
    }

    public Task<VersionVerdict> VerifyAsync(ModelVersion version, CancellationToken cancellation) => new VersionVerifier(_database, _signer, _files).VerifyAsync(version, cancellation);

    /// <summary>Null where no files were found when the version was made.</summary>
    public Task<SignedManifest?> FindManifestAsync(ModelVersion version, CancellationToken cancellation) => _database.ReadAsync(session => ManifestDatabase.Find(session, version.Key), cancellation);

    public async Task<(string Key, string PublicKey)> GetPublicKeyAsync(CancellationToken cancellation)
    {
        using var signature = await _signer.OpenAsync(cancellation);
        return (signature.Key, signature.PublicKey);
    }

    /// <summary>The content of one of its files, for whoever may read it where it lies.</summary>
    public async Task<Stream> OpenAsync(ModelVersion version, string path, IBucketAccess buckets, CancellationToken cancellation)
    {
        await _sources.DemandReadableAsync(version.Project, version.Storage, buckets, cancellation);
        return await _files.OpenAsync(version.Project, version.Storage, path, cancellation);
    }

    public async Task<IReadOnlyList<ArtifactFile>> ListAsync(ModelVersion version, IBucketAccess buckets, CancellationToken cancellation)
    {
        await _sources.DemandReadableAsync(version.Project, version.Storage, buckets, cancellation);
        return await _files.ListAsync(version.Project, version.Storage, cancellation);
    }
}
