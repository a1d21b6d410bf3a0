using Athanor.Access.Authorization;
using Athanor.Tracking.Model;
using Athanor.Tracking.Registry.Model;

namespace Athanor.Tracking.Registry.Gates;

/// <summary>Says what a version lacks. Pure: all that counts is handed in.</summary>
internal static class GateChecks
{
    public static IReadOnlyList<string> Unmet(Gate gate, ModelVersion version, IReadOnlyList<LoggedMetric> metrics, IReadOnlyList<Approval> approvals)
    {
        var unmet = new List<string>();
        if (gate.Metrics.Count > 0 && version.Run is null) unmet.Add("it has no run whose metrics could be looked at");
        else unmet.AddRange(gate.Metrics.Select(text => MetricThreshold.Parse(text).Fault(metrics)).OfType<string>());
        unmet.AddRange(gate.Tags.Where(tag => !HasTag(version, tag)).Select(tag => $"the tag {tag} is missing"));
        if (Counted(gate, version, approvals) is var given && given < gate.Approvals) unmet.Add($"it has {given} of {gate.Approvals} approvals by role {gate.Role}");
        return unmet;
    }

    private static bool HasTag(ModelVersion version, string tag) => tag.Split('=', 2) switch
    {
        [var key, var value] => version.Tags.Contains(new(key, value)),
        _ => version.Tags.Any(one => one.Key == tag),
    };

    private static int Counted(Gate gate, ModelVersion version, IReadOnlyList<Approval> approvals) => approvals
        .Where(approval => approval.Target == gate.Target && approval.Approver != version.CreatedBy && RoleOf(approval.Role) >= RoleOf(gate.Role))
        .Select(approval => approval.Approver)
        .Distinct()
        .Count();

    private static Role RoleOf(string name)
    {
        RoleNames.TryParse(name, out var role);
        return role;
    }
}
