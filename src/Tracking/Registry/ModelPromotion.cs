using System.Text.Json.Nodes;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Problems;
using Athanor.Tracking.Registry.Gates;
using Athanor.Tracking.Registry.Model;
using Athanor.Tracking.Registry.Promotion;

namespace Athanor.Tracking.Registry;

/// <summary>Gives aliases and stages to versions, where the gates let them, and takes them back.</summary>
public sealed class ModelPromotion
{
    private readonly IDatabase _database;
    private readonly TimeProvider _clock;

    internal ModelPromotion(IDatabase database, TimeProvider clock) => (_database, _clock) = (database, clock);

    /// <summary>Clients of MLflow have no reason to give; that of our own door is kept.</summary>
    public Task SetAliasAsync(string actor, string project, string name, string alias, string version, string reason, CancellationToken cancellation)
    {
        RegistryRules.CheckAlias(alias);
        var number = RegistryRules.ParseVersion(version);
        return _database.WriteAsync(
            session =>
            {
                var found = RegistryReading.FindVersion(session, project, name, number);
                GateKeeper.Demand(session, found, alias);
                AliasMoves.Set(session, RegistryReading.Find(session, project, name), found, alias, actor, reason, Now());
            },
            cancellation);
    }

    /// <summary>One that is not there is as good as removed, as in MLflow.</summary>
    public Task RemoveAliasAsync(string actor, string project, string name, string alias, CancellationToken cancellation)
    {
        RegistryRules.CheckAlias(alias);
        return _database.WriteAsync(session => AliasMoves.Remove(session, RegistryReading.Find(session, project, name), alias, actor, "", Now()), cancellation);
    }

    public Task<ModelVersion> FindByAliasAsync(string project, string name, string alias, CancellationToken cancellation)
    {
        RegistryRules.CheckAlias(alias);
        return _database.ReadAsync(session => RegistryReading.Load(session, Sources.VersionAddress.FindByAlias(session, project, name, alias)), cancellation);
    }

    /// <summary>To the version the alias had before. No gate is asked: that version has been there, and what is there now may be on fire.</summary>
    public Task<ModelVersion> RollBackAsync(string actor, string project, string name, string alias, string reason, CancellationToken cancellation)
    {
        RegistryRules.CheckAlias(alias);
        RegistryRules.CheckReason(reason);
        return _database.WriteAsync(
            session =>
            {
                var number = AliasMoves.RollBack(session, RegistryReading.Find(session, project, name), alias, actor, reason, Now());
                return RegistryReading.Load(session, RegistryReading.FindVersion(session, project, name, number));
            },
            cancellation);
    }

    public Task<ModelVersion> TransitionAsync(string actor, string project, string name, string version, string stage, bool archivesOthers, string reason, CancellationToken cancellation)
    {
        var (number, target) = (RegistryRules.ParseVersion(version), ModelStages.Parse(stage));
        if (archivesOthers && !ModelStages.IsActive(target)) throw new ProblemException(RegistryProblems.CannotArchive(stage));
        return _database.WriteAsync(
            session =>
            {
                var found = RegistryReading.FindVersion(session, project, name, number);
                if (found.Stage != target) GateKeeper.Demand(session, found, target);
                if (archivesOthers) ArchiveOthers(session, actor, found, target);
                Move(session, actor, found, target, reason);
                RegistryDatabase.UpdateModel(session, RegistryReading.Find(session, project, name) with { UpdatedAt = Now() });
                return RegistryReading.Load(session, RegistryReading.FindVersion(session, project, name, number));
            },
            cancellation);
    }

    /// <summary>The newest first.</summary>
    public Task<List<AliasChange>> ListChangesAsync(string project, string name, string? alias, int limit, CancellationToken cancellation) =>
        _database.ReadAsync(session => RegistryNotesDatabase.ListChanges(session, RegistryReading.Find(session, project, name).Key, alias, limit), cancellation);

    private void ArchiveOthers(WriteSession session, string actor, ModelVersion version, string stage)
    {
        var others = RegistryDatabase.ListVersions(session, RegistryDatabase.ListKeysInStage(session, version.ModelKey, stage));
        foreach (var other in others.Where(other => other.Key != version.Key)) Move(session, actor, other, ModelStages.Archived, $"Version {version.Number} took its place.");
    }

    private void Move(WriteSession session, string actor, ModelVersion version, string stage, string reason)
    {
        RegistryDatabase.UpdateVersion(session, version with { Stage = stage, UpdatedAt = Now() });
        if (stage == version.Stage) return;
        session.Record(RegistryFacts.Of(actor, "model-version.stage-changed", version) with { Details = new JsonObject { ["before"] = version.Stage, ["stage"] = stage, ["reason"] = reason } });
    }

    private long Now() => _clock.GetUtcNow().ToUnixTimeMilliseconds();
}
