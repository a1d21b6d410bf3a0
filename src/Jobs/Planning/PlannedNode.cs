using Athanor.Foundation.Units;

namespace Athanor.Jobs.Planning;

/// <summary>A machine as the planner sees it: what it has when nothing runs there.</summary>
public sealed record PlannedNode(string Name, Cpus Cpus, Bytes Memory)
{
    /// <summary>In the order in which they are given away.</summary>
    public IReadOnlyList<NodeAccelerators> Accelerators { get; init; } = [];

    /// <summary>Where it stands, for data that may not leave a region; "" where nobody said.</summary>
    public string Region { get; init; } = "";

    /// <summary>Nothing new is placed there while it is drained or lost.</summary>
    public bool IsOpen { get; init; } = true;
}

/// <summary>Accelerators of a node that are alike.</summary>
public sealed record NodeAccelerators(string Kind, string Model, Bytes Memory, int Count);
