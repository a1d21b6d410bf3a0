namespace Athanor.Jobs.Planning.Queue;

/// <summary>One of the people of a project.</summary>
internal sealed class Owner(string name, double usage)
{
    public string Name { get; } = name;

    public long Ahead { get; set; }

    public double Usage => usage + Ahead;
}
