using System.Text.Json.Nodes;
using Athanor.Access.Authorization;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Problems;
using Athanor.Tracking.Registry.Gates;
using Athanor.Tracking.Registry.Model;

namespace Athanor.Tracking.Registry;

/// <summary>The gates of models, and who approved what.</summary>
public sealed class ModelGates
{
    private const int MostDemands = 20;
    private const int MostApprovals = 20;

    private readonly IDatabase _database;
    private readonly TimeProvider _clock;

    internal ModelGates(IDatabase database, TimeProvider clock) => (_database, _clock) = (database, clock);

    public Task<List<Gate>> ListAsync(string project, string name, CancellationToken cancellation) =>
        _database.ReadAsync(session => GateDatabase.List(session, RegistryReading.Find(session, project, name).Key), cancellation);

    public Task<Gate> SetAsync(string actor, string project, string name, Gate asked, CancellationToken cancellation)
    {
        var gate = Check(asked);
        return _database.WriteAsync(
            session =>
            {
                var model = RegistryReading.Find(session, project, name);
                GateDatabase.Set(session, model.Key, gate);
                session.Record(RegistryFacts.Of(actor, "model-gate.set", model) with
                {
                    Details = new JsonObject { ["target"] = gate.Target, ["metrics"] = ListOf(gate.Metrics), ["tags"] = ListOf(gate.Tags), ["approvals"] = gate.Approvals, ["role"] = gate.Role },
                });
                return gate;
            },
            cancellation);
    }

    public Task RemoveAsync(string actor, string project, string name, string target, CancellationToken cancellation) => _database.WriteAsync(
        session =>
        {
            var model = RegistryReading.Find(session, project, name);
            if (!GateDatabase.Remove(session, model.Key, GateKeeper.TargetOf(target))) throw new ProblemException(RegistryProblems.NoGate(target));
            session.Record(RegistryFacts.Of(actor, "model-gate.removed", model) with { Details = new JsonObject { ["target"] = GateKeeper.TargetOf(target) } });
        },
        cancellation);

    /// <summary>Who says it again, says it anew: the last word counts, once.</summary>
    public Task<Approval> ApproveAsync(Caller caller, string project, string name, string version, string target, string reason, CancellationToken cancellation)
    {
        RegistryRules.CheckAlias(target);
        RegistryRules.CheckReason(reason);
        var number = RegistryRules.ParseVersion(version);
        var approval = new Approval(GateKeeper.TargetOf(target), caller.Actor, RoleNames.NameOf(caller.RoleIn(project)), reason, _clock.GetUtcNow().ToUnixTimeMilliseconds());
        return _database.WriteAsync(
            session =>
            {
                var found = RegistryReading.FindVersion(session, project, name, number);
                if (found.CreatedBy == caller.Actor) throw new ProblemException(RegistryProblems.OwnApproval);
                GateDatabase.AddApproval(session, found.Key, approval);
                session.Record(RegistryFacts.Of(caller.Actor, "model-version.approved", found) with { Details = new JsonObject { ["for"] = approval.Target, ["role"] = approval.Role, ["reason"] = reason } });
                return approval;
            },
            cancellation);
    }

    public Task<List<Approval>> ListApprovalsAsync(ModelVersion version, CancellationToken cancellation) => _database.ReadAsync(session => GateDatabase.ListApprovals(session, version.Key), cancellation);

    /// <summary>Each gate of the model, and what the version lacks for it.</summary>
    public Task<List<GateState>> ExamineAsync(ModelVersion version, CancellationToken cancellation) => _database.ReadAsync(
        session => GateDatabase.List(session, version.ModelKey).ConvertAll(gate => new GateState(gate, GateKeeper.Unmet(session, version, gate.Target))), cancellation);

    private static Gate Check(Gate gate)
    {
        RegistryRules.CheckAlias(gate.Target);
        if (gate is { Metrics.Count: 0, Tags.Count: 0, Approvals: 0 }) throw new ProblemException(RegistryProblems.EmptyGate);
        if (gate.Metrics.Count > MostDemands || gate.Tags.Count > MostDemands || gate.Approvals is < 0 or > MostApprovals)
            throw new ProblemException(RegistryProblems.Invalid($"A gate asks for at most {MostDemands} metrics, {MostDemands} tags and {MostApprovals} approvals."));
        if (!RoleNames.TryParse(gate.Role, out _)) throw new ProblemException(RegistryProblems.Invalid($"The role of approvals is one of {string.Join(", ", RoleNames.All)}."));
        foreach (var tag in gate.Tags) RegistryRules.CheckTagKey(tag.Split('=', 2)[0]);
        return gate with { Target = GateKeeper.TargetOf(gate.Target), Metrics = [.. gate.Metrics.Select(text => MetricThreshold.Parse(text).ToString())] };
    }

    private static JsonArray ListOf(IReadOnlyList<string> texts) => [.. texts.Select(text => (JsonNode)text)];
}
