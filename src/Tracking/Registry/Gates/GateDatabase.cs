using System.Text.Json;
using Athanor.Foundation.Databases;

namespace Athanor.Tracking.Registry.Gates;

internal static class GateDatabase
{
    public static bool HasGates(ReadSession session, long model) => session.Exists($"SELECT 1 FROM model_gates WHERE model = {model}");

    public static Gate? Find(ReadSession session, long model, string target) =>
        session.First($"SELECT demands FROM model_gates WHERE model = {model} AND target = {target}", row => JsonSerializer.Deserialize(row.Text(0), TrackingJson.Default.Gate));

    public static List<Gate> List(ReadSession session, long model) =>
        session.Query($"SELECT demands FROM model_gates WHERE model = {model} ORDER BY target", row => JsonSerializer.Deserialize(row.Text(0), TrackingJson.Default.Gate)!);

    public static void Set(WriteSession session, long model, Gate gate) => session.Execute(
        $"""
        INSERT INTO model_gates (model, target, demands) VALUES ({model}, {gate.Target}, {JsonSerializer.Serialize(gate, TrackingJson.Default.Gate)})
        ON CONFLICT (model, target) DO UPDATE SET demands = excluded.demands
        """);

    public static bool Remove(WriteSession session, long model, string target) => session.Execute($"DELETE FROM model_gates WHERE model = {model} AND target = {target}") > 0;

    public static List<Approval> ListApprovals(ReadSession session, long version) => session.Query(
        $"SELECT target, approver, role, reason, at FROM model_approvals WHERE version = {version} ORDER BY at, approver", row => new Approval(row.Text(0), row.Text(1), row.Text(2), row.Text(3), row.Long(4)));

    public static void AddApproval(WriteSession session, long version, Approval approval) => session.Execute(
        $"""
        INSERT INTO model_approvals (version, target, approver, role, reason, at) VALUES ({version}, {approval.Target}, {approval.Approver}, {approval.Role}, {approval.Reason}, {approval.At})
        ON CONFLICT (version, target, approver) DO UPDATE SET role = excluded.role, reason = excluded.reason, at = excluded.at
        """);
}
