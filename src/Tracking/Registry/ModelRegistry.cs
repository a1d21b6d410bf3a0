using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Athanor.Access.Authorization;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Identifiers;
using Athanor.Foundation.Problems;
using Athanor.Tracking.Model;
using Athanor.Tracking.Registry.Gates;
using Athanor.Tracking.Registry.Model;
using Athanor.Tracking.Registry.Search;
using Athanor.Tracking.Search;

namespace Athanor.Tracking.Registry;

/// <summary>The registered models of projects.</summary>
public sealed class ModelRegistry
{
    private readonly IDatabase _database;
    private readonly TimeProvider _clock;

    internal ModelRegistry(IDatabase database, TimeProvider clock) => (_database, _clock) = (database, clock);

    public Task<RegisteredModel> CreateAsync(string actor, string project, string name, string? description, IReadOnlyList<NamedText> tags, CancellationToken cancellation)
    {
        RegistryRules.CheckName(name);
        RegistryRules.CheckDescription(description);
        RegistryRules.CheckModelTags(tags);
        var identity = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        return _database.WriteAsync(
            session =>
            {
                if (RegistryDatabase.FindModel(session, project, name) is not null) throw new ProblemException(RegistryProblems.ModelExists(name));
                RegistryDatabase.AddModel(session, new(project, name, description, Now(), Now()) { Identity = identity });
                var model = RegistryDatabase.FindModel(session, project, name)!;
                foreach (var tag in tags) RegistryNotesDatabase.SetTag(session, model, tag);
                session.Record(RegistryFacts.Of(actor, "registered-model.created", model) with { Parents = [new Subject("project", project)] });
                return RegistryReading.Load(session, model);
            },
            cancellation);
    }

    public Task<RegisteredModel> GetAsync(string project, string name, CancellationToken cancellation) =>
        _database.ReadAsync(session => RegistryReading.Load(session, RegistryReading.Find(session, project, name)), cancellation);

    public Task<SearchPage<RegisteredModel>> SearchAsync(string project, RegistrySearch search, CancellationToken cancellation)
    {
        var query = new ModelQuery(project, search);
        return _database.ReadAsync(
            session =>
            {
                var (keys, next) = query.Run(session);
                var found = RegistryDatabase.ListModels(session, keys).ToDictionary(model => model.Key);
                return new SearchPage<RegisteredModel>(RegistryReading.Load(session, [.. keys.Select(key => found[key])]), next);
            },
            cancellation);
    }

    public Task<RegisteredModel> DescribeAsync(string project, string name, string? description, CancellationToken cancellation)
    {
        RegistryRules.CheckDescription(description);
        return _database.WriteAsync(
            session =>
            {
                var model = RegistryReading.Find(session, project, name) with { Description = description, UpdatedAt = Now() };
                RegistryDatabase.UpdateModel(session, model);
                return RegistryReading.Load(session, model);
            },
            cancellation);
    }

    public Task<RegisteredModel> RenameAsync(Caller caller, string project, string name, string newName, CancellationToken cancellation)
    {
        RegistryRules.CheckName(newName);
        return _database.WriteAsync(
            session =>
            {
                var before = RegistryReading.Find(session, project, name);
                DemandName(session, caller, before);
                if (newName != name && RegistryDatabase.FindModel(session, project, newName) is not null) throw new ProblemException(RegistryProblems.ModelExists(newName));
                var after = before with { Name = newName, UpdatedAt = Now() };
                RegistryDatabase.UpdateModel(session, after);
                RegistryDatabase.TouchVersions(session, after, after.UpdatedAt);
                session.Record(RegistryFacts.Of(caller.Actor, "registered-model.renamed", after) with { Parents = [RegistryFacts.SubjectOf(before)], Details = new JsonObject { ["before"] = name } });
                return RegistryReading.Load(session, after);
            },
            cancellation);
    }

    /// <summary>All its versions go with it; the artifacts stay where they are.</summary>
    public Task DeleteAsync(Caller caller, string project, string name, CancellationToken cancellation) => _database.WriteAsync(
        session =>
        {
            var model = RegistryReading.Find(session, project, name);
            DemandName(session, caller, model);
            RegistryDatabase.RemoveModel(session, model);
            session.Record(RegistryFacts.Of(caller.Actor, "registered-model.deleted", model));
        },
        cancellation);

    public Task SetTagAsync(string project, string name, NamedText tag, CancellationToken cancellation)
    {
        RegistryRules.CheckModelTags([tag]);
        return _database.WriteAsync(session => RegistryNotesDatabase.SetTag(session, RegistryReading.Find(session, project, name), tag), cancellation);
    }

    /// <summary>One that is not there is as good as removed, as in MLflow.</summary>
    public Task RemoveTagAsync(string project, string name, string key, CancellationToken cancellation)
    {
        RegistryRules.CheckTagKey(key);
        return _database.WriteAsync(session => RegistryNotesDatabase.RemoveTag(session, RegistryReading.Find(session, project, name), key), cancellation);
    }

    // Whoever asks for a model by its name trusts the gates of that name: they must not be taken away with it.
    private static void DemandName(ReadSession session, Caller caller, RegisteredModel model)
    {
        if (GateDatabase.HasGates(session, model.Key) && !Authorizer.Allows(caller, TrackingPermissions.ManageModels, model.Project)) throw new ProblemException(RegistryProblems.GuardedModel(model.Name));
    }

    private long Now() => _clock.GetUtcNow().ToUnixTimeMilliseconds();
}
