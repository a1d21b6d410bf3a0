using Athanor.Jobs.Model;

namespace Athanor.Jobs.Planning.Capacity;

/// <summary>Nodes that differ in size at most: they stand in one region and have the same accelerators, so whether a job may go there is asked once for all of them.</summary>
internal sealed class NodeClass(int index, string region, bool isOpen, IReadOnlyList<NodeAccelerators> groups)
{
    private readonly List<int[]> _selections = [];

    public int Index { get; } = index;

    public string Region { get; } = region;

    public bool IsOpen { get; } = isOpen;

    public IReadOnlyList<NodeAccelerators> Groups { get; } = groups;

    public bool HasAccelerators { get; } = groups.Any(group => group.Count > 0);

    public List<int> Nodes { get; } = [];

    /// <summary>Whether anything of that shape could ever start there, if the nodes were large enough.</summary>
    public bool MayTake(Shape shape, string? region) =>
        IsOpen && (region is null || region == Region) && (shape.Accelerators == 0 || shape.GroupsOn(this).Length > 0);

    /// <summary>The same list for all needs for which the same groups are good.</summary>
    public int[] GroupsFor(AcceleratorNeeds? needs)
    {
        int[] groups = needs is null or { Count: 0 } ? [] : [.. Enumerable.Range(0, Groups.Count).Where(group => IsGood(Groups[group], needs))];
        if (_selections.Find(known => known.SequenceEqual(groups)) is { } same) return same;
        _selections.Add(groups);
        return groups;
    }

    public static bool IsGood(NodeAccelerators group, AcceleratorNeeds needs) =>
        group.Kind.Equals(needs.Kind, StringComparison.OrdinalIgnoreCase)
        && (needs.Model is null || group.Model.Contains(needs.Model, StringComparison.OrdinalIgnoreCase))
        && group.Memory >= needs.Memory;
}
