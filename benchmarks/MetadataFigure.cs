namespace Athanor.Benchmarks;

/// <summary>Writes per second, grouped and in a transaction each; the reference names how its callers reach the engine.</summary>
public sealed record MetadataFigure(string Engine, int Callers, double GroupedPerSecond, double SeparatePerSecond, string Reference)
{
    public double Ratio => GroupedPerSecond / SeparatePerSecond;
}
