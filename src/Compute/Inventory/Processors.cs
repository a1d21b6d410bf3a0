namespace Athanor.Compute.Inventory;

/// <summary>The processors of a machine: those that we may use, by number, and how they lie.</summary>
public sealed record Processors(IReadOnlyList<int> Numbers, string Model, int Sockets, int Cores, IReadOnlyList<NumaNode> NumaNodes, IReadOnlyList<string> VectorFeatures)
{
    public int Count => Numbers.Count;

    public int ThreadsPerCore => Cores == 0 ? 1 : Math.Max(1, Count / Cores);
}
