using System.Text.Json.Nodes;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Problems;
using Athanor.Tracking.Registry.Model;

namespace Athanor.Tracking.Registry.Promotion;

/// <summary>Moves aliases, keeping every change: each remembers which one stands behind it, so that going back twice goes back two.</summary>
internal static class AliasMoves
{
    public static void Set(WriteSession session, RegisteredModel model, ModelVersion version, string alias, string actor, string reason, long at)
    {
        if (RegistryNotesDatabase.FindAlias(session, model.Key, alias) == version.Number) return;
        var last = RegistryNotesDatabase.LastChange(session, model.Key, alias);
        Move(session, model, version.Number, new(alias, version.Number, AliasChange.Set, actor, reason, at) { Behind = last?.Key });
    }

    public static void Remove(WriteSession session, RegisteredModel model, string alias, string actor, string reason, long at)
    {
        if (RegistryNotesDatabase.FindAlias(session, model.Key, alias) is null) return;
        var last = RegistryNotesDatabase.LastChange(session, model.Key, alias);
        RegistryNotesDatabase.RemoveAlias(session, model.Key, alias);
        Keep(session, model, new(alias, null, AliasChange.Removed, actor, reason, at) { Behind = last?.Key });
    }

    /// <summary>To the version it had before; versions that are deleted meanwhile are passed over. Answers its number.</summary>
    public static long RollBack(WriteSession session, RegisteredModel model, string alias, string actor, string reason, long at)
    {
        var current = RegistryNotesDatabase.FindAlias(session, model.Key, alias);
        var before = Behind(session, RegistryNotesDatabase.LastChange(session, model.Key, alias));
        while (before is not null && !IsThere(session, model, before.Version, current)) before = Behind(session, before);
        if (before?.Version is not { } number) throw new ProblemException(RegistryProblems.NothingBehind(model.Name, alias));
        Move(session, model, number, new(alias, number, AliasChange.RolledBack, actor, reason, at) { Behind = before.Behind });
        return number;
    }

    private static AliasChange? Behind(ReadSession session, AliasChange? change) => change?.Behind is { } key ? RegistryNotesDatabase.FindChange(session, key) : null;

    private static bool IsThere(ReadSession session, RegisteredModel model, long? version, long? current) =>
        version is { } number && number != current && RegistryDatabase.FindVersion(session, model.Project, model.Name, number) is not null;

    private static void Move(WriteSession session, RegisteredModel model, long number, AliasChange change)
    {
        RegistryNotesDatabase.SetAlias(session, model.Key, change.Alias, number);
        Keep(session, model, change);
    }

    private static void Keep(WriteSession session, RegisteredModel model, AliasChange change)
    {
        RegistryNotesDatabase.AddChange(session, model.Key, change);
        var fact = RegistryFacts.OfAlias(change.Actor, $"model-alias.{change.Way}", model.Project, model.Name, change.Alias) with { Details = new JsonObject { ["version"] = change.Version, ["reason"] = change.Reason } };
        session.Record(change.Version is { } number ? fact with { Parents = [new("model-version", $"{model.Project}/{model.Name}/{number}")] } : fact);
    }
}
