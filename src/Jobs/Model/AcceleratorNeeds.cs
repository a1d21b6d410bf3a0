using Athanor.Foundation.Units;

namespace Athanor.Jobs.Model;

/// <summary>Accelerators that one replica has to itself: of a kind (<c>gpu</c>, or any other name), and where it matters of a model and with so much memory each.</summary>
public sealed record AcceleratorNeeds(string Kind, int Count)
{
    public const string Gpu = "gpu";

    public string? Model { get; init; }

    /// <summary>The least that each must have.</summary>
    public Bytes Memory { get; init; }
}
