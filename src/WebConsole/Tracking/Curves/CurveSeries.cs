using Athanor.Tracking.Charts;

namespace Athanor.WebConsole.Tracking.Curves;

/// <summary>What one run logged to a metric, in columns.</summary>
public sealed record CurveSeries(string Name, IReadOnlyList<ChartColumn> Columns);
