namespace Athanor.Tracking.Charts;

/// <summary>The points that fall into one column of pixels: where it begins, the least and the greatest of their numbers, none where there is none, and the last of them.</summary>
public readonly record struct ChartColumn(long From, double Least, double Greatest, double Last);
