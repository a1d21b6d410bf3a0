using Athanor.Tracking.Model;
using Athanor.WebConsole.Tracking.Curves;

namespace Athanor.WebConsole.Tracking;

/// <summary>Runs side by side: one metric of all of them in one picture, and what they were given and logged.</summary>
public sealed record ComparisonView(IReadOnlyList<RunData> Runs, CurveChoice Choice, IReadOnlyList<string> Metrics, CurveDrawing? Curve)
{
    public bool IsRunning => Runs.Any(run => run.Run.Status == RunStatus.Running);
}
