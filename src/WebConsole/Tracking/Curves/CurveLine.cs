namespace Athanor.WebConsole.Tracking.Curves;

/// <summary>A line, and the band between the least and the greatest of its numbers, as paths of SVG; the band is empty where there is nothing between them.</summary>
public sealed record CurveLine(string Name, string Line, string Band, string Last);
