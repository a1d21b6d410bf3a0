using System.Text.Json.Nodes;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Problems;
using Athanor.Tracking.Artifacts;
using Athanor.Tracking.Model;
using Athanor.Tracking.Registry.Lineage;
using Athanor.Tracking.Registry.Model;
using Athanor.Tracking.Registry.Promotion;
using Athanor.Tracking.Registry.Search;
using Athanor.Tracking.Registry.Signing;
using Athanor.Tracking.Registry.Sources;
using Athanor.Tracking.Search;

namespace Athanor.Tracking.Registry;

/// <summary>The versions of registered models: made from what a run left, signed, described, and found again.</summary>
public sealed class ModelVersions
{
    private readonly IDatabase _database;
    private readonly IArtifactFiles _files;
    private readonly ModelSigner _signer;
    private readonly SourceResolver _sources;
    private readonly TimeProvider _clock;

    internal ModelVersions(IDatabase database, IArtifactFiles files, ModelSigner signer, TimeProvider clock) =>
        (_database, _files, _signer, _sources, _clock) = (database, files, signer, new(database), clock);

    public async Task<ModelVersion> CreateAsync(string actor, string project, ModelVersionDraft draft, IBucketAccess buckets, CancellationToken cancellation)
    {
        RegistryRules.CheckDescription(draft.Description);
        RegistryRules.CheckVersionTags(draft.Tags);
        await _database.ReadAsync(session => RegistryReading.Find(session, project, draft.Model), cancellation);
        var source = await _sources.ResolveAsync(project, draft, buckets, cancellation);
        var files = await _files.ListAsync(project, source.Storage, cancellation);
        if (files.Count > ModelManifest.MostFiles) throw new ProblemException(RegistryProblems.TooManyFiles(ModelManifest.MostFiles));
        using var signature = await _signer.OpenAsync(cancellation);
        return await _database.WriteAsync(session => Add(session, actor, project, draft, source, files, signature), cancellation);
    }

    public Task<ModelVersion> GetAsync(string project, string name, string version, CancellationToken cancellation)
    {
        var number = RegistryRules.ParseVersion(version);
        return _database.ReadAsync(session => RegistryReading.Load(session, RegistryReading.FindVersion(session, project, name, number)), cancellation);
    }

    /// <summary>By number, stage, alias behind an at sign, or as the latest.</summary>
    public Task<ModelVersion> ResolveAsync(string project, string name, string reference, CancellationToken cancellation) =>
        _database.ReadAsync(session => RegistryReading.Load(session, VersionAddress.Find(session, project, name, reference)), cancellation);

    public Task<IReadOnlyList<ModelVersion>> ListLatestAsync(string project, string name, IReadOnlyList<string> stages, CancellationToken cancellation)
    {
        var wanted = (stages.Count == 0 ? ModelStages.All : stages.Select(ModelStages.Parse)).ToHashSet(StringComparer.Ordinal);
        return _database.ReadAsync<IReadOnlyList<ModelVersion>>(
            session => [.. RegistryReading.Load(session, RegistryReading.Find(session, project, name)).LatestVersions.Where(version => wanted.Contains(version.Stage))], cancellation);
    }

    /// <summary>The newest first, below a number.</summary>
    public Task<List<ModelVersion>> ListAsync(string project, string name, long below, int limit, CancellationToken cancellation) => _database.ReadAsync(
        session => RegistryReading.LoadVersions(session, RegistryDatabase.ListVersionKeys(session, RegistryReading.Find(session, project, name), below, limit)), cancellation);

    /// <summary>The keys of those that fit; <see cref="LoadAsync"/> tells the rest.</summary>
    public Task<SearchPage<long>> SearchAsync(string project, RegistrySearch search, CancellationToken cancellation)
    {
        var query = new VersionQuery(project, search);
        return _database.ReadAsync(
            session =>
            {
                var (keys, next) = query.Run(session);
                return new SearchPage<long>(keys, next);
            },
            cancellation);
    }

    public Task<List<ModelVersion>> LoadAsync(IReadOnlyList<long> keys, CancellationToken cancellation) => _database.ReadAsync(session => RegistryReading.LoadVersions(session, keys), cancellation);

    public Task<ModelVersion> DescribeAsync(string project, string name, string version, string? description, CancellationToken cancellation)
    {
        RegistryRules.CheckDescription(description);
        return ChangeAsync(project, name, version, (session, found) => RegistryDatabase.UpdateVersion(session, found with { Description = description, UpdatedAt = Now() }), cancellation);
    }

    public Task SetTagAsync(string project, string name, string version, NamedText tag, CancellationToken cancellation)
    {
        RegistryRules.CheckVersionTags([tag]);
        return ChangeAsync(project, name, version, (session, found) => RegistryNotesDatabase.SetTag(session, found.Key, tag), cancellation);
    }

    /// <summary>One that is not there is as good as removed, as in MLflow.</summary>
    public Task RemoveTagAsync(string project, string name, string version, string key, CancellationToken cancellation)
    {
        RegistryRules.CheckTagKey(key);
        return ChangeAsync(project, name, version, (session, found) => RegistryNotesDatabase.RemoveTag(session, found, key), cancellation);
    }

    /// <summary>Its number is never given again, and its aliases stand for nothing until they are set anew.</summary>
    public Task DeleteAsync(string actor, string project, string name, string version, CancellationToken cancellation)
    {
        var number = RegistryRules.ParseVersion(version);
        return _database.WriteAsync(
            session =>
            {
                var found = RegistryReading.Load(session, RegistryReading.FindVersion(session, project, name, number));
                foreach (var alias in found.Aliases) AliasMoves.Remove(session, RegistryReading.Find(session, project, name), alias, actor, "The version was deleted.", Now());
                RegistryDatabase.RemoveVersion(session, found with { UpdatedAt = Now() });
                RegistryDatabase.UpdateModel(session, RegistryReading.Find(session, project, name) with { UpdatedAt = Now() });
                session.Record(RegistryFacts.Of(actor, "model-version.deleted", found));
            },
            cancellation);
    }

    public Task<VersionLineage> GetLineageAsync(ModelVersion version, CancellationToken cancellation) => _database.ReadAsync(
        session => LineageReader.Read(session, version, ManifestDatabase.Find(session, version.Key) is { } signed ? ModelManifest.Read(signed.Text).Files : []), cancellation);

    private ModelVersion Add(WriteSession session, string actor, string project, ModelVersionDraft draft, ResolvedSource source, IReadOnlyList<ArtifactFile> files, ModelSigner.Signature signature)
    {
        var model = RegistryReading.Find(session, project, draft.Model);
        model = model with { LastVersion = model.LastVersion + 1, UpdatedAt = Now() };
        RegistryDatabase.UpdateModel(session, model);
        var version = new ModelVersion(project, model.Name, model.LastVersion, draft.Source, ModelStages.None, actor, Now(), Now())
        {
            ModelKey = model.Key,
            ModelIdentity = model.Identity,
            Storage = source.Storage,
            Run = source.Run,
            RunLink = draft.RunLink,
            Description = draft.Description,
        };
        version = version with { Key = RegistryDatabase.AddVersion(session, version) };
        foreach (var tag in draft.Tags) RegistryNotesDatabase.SetTag(session, version.Key, tag);
        if (files.Count > 0) ManifestDatabase.Add(session, version.Key, signature.Sign(ModelManifest.Of(version, files).Write()));
        Record(session, actor, model, version, files, LineageReader.Read(session, version, files));
        return RegistryReading.Load(session, version);
    }

    private static void Record(WriteSession session, string actor, RegisteredModel model, ModelVersion version, IReadOnlyList<ArtifactFile> files, VersionLineage lineage) =>
        session.Record(RegistryFacts.Of(actor, "model-version.created", version) with
        {
            Parents = [RegistryFacts.SubjectOf(model), .. LineageReader.ParentsOf(lineage)],
            Details = new JsonObject { ["source"] = version.Source, ["run"] = version.Run, ["files"] = files.Count },
        });

    private Task<ModelVersion> ChangeAsync(string project, string name, string version, Action<WriteSession, ModelVersion> change, CancellationToken cancellation)
    {
        var number = RegistryRules.ParseVersion(version);
        return _database.WriteAsync(
            session =>
            {
                change(session, RegistryReading.FindVersion(session, project, name, number));
                return RegistryReading.Load(session, RegistryReading.FindVersion(session, project, name, number));
            },
            cancellation);
    }

    private long Now() => _clock.GetUtcNow().ToUnixTimeMilliseconds();
}
