using Athanor.Tracking.Model;
using Athanor.WebConsole.Tracking.Curves;

namespace Athanor.WebConsole.Tracking;

/// <summary>A run with what was logged to it, and the curves of those of its metrics that were asked for.</summary>
public sealed record RunView(RunData Data, string Project, CurveChoice Choice, IReadOnlyList<CurveDrawing> Curves, int Matching, RunFiles Files)
{
    public Run Run => Data.Run;

    /// <summary>The job that made it, where it says so.</summary>
    public long? Job => Data.Tags.Where(tag => tag.Key == "athanor.job").Select(tag => long.TryParse(tag.Value, out var job) ? job : (long?)null).FirstOrDefault();
}
