using Athanor.Foundation.Databases;
using Athanor.Foundation.Problems;
using Athanor.Tracking.Intake;
using Athanor.Tracking.Model;
using Athanor.Tracking.Registry.Model;

namespace Athanor.Tracking.Registry.Gates;

/// <summary>Stands before aliases and stages, in the transaction of the change: nothing can be altered between the check and the move.</summary>
internal static class GateKeeper
{
    /// <summary>One name for an alias and the stage of that name, however it is written, so that neither goes around the other's gate.</summary>
    public static string TargetOf(string name) => ModelStages.Find(name) ?? name;

    public static void Demand(WriteSession session, ModelVersion version, string target)
    {
        if (version.Run is { } id && TrackingDatabase.FindRun(session, version.Project, id) is { } run) MetricIntake.SettleWithin(session, run);
        if (Unmet(session, version, target) is { Count: > 0 } unmet) throw new ProblemException(RegistryProblems.GateClosed(version.Model, version.Number, target, unmet));
    }

    public static IReadOnlyList<string> Unmet(ReadSession session, ModelVersion version, string target) =>
        GateDatabase.Find(session, version.ModelKey, TargetOf(target)) is { } gate
            ? GateChecks.Unmet(gate, RegistryReading.Load(session, version), MetricsOf(session, version), GateDatabase.ListApprovals(session, version.Key))
            : [];

    private static IReadOnlyList<LoggedMetric> MetricsOf(ReadSession session, ModelVersion version) =>
        version.Run is { } id && TrackingDatabase.FindRun(session, version.Project, id) is { } run ? RunDataDatabase.Load(session, [run])[0].Metrics : [];
}
