using Athanor.Foundation.Units;

namespace Athanor.Foundation.Usage;

/// <summary>Accelerators of a kind and model.</summary>
public sealed record AcceleratorAmount(string Kind, string Model, int Count)
{
    /// <summary>The most that each may draw, where the machine tells.</summary>
    public Watts? PowerLimit { get; init; }
}
