namespace Athanor.Jobs.Planning.Capacity;

/// <summary>How tightly a shape sits on a node: little is left over where it is small. Equal ones go by the name of the node.</summary>
internal readonly record struct Fit(int Accelerators, long Cpus, long Memory, int Node) : IComparable<Fit>
{
    public Fit(Cluster cluster, FreeSpace space, Shape shape, int node)
        : this(shape.Accelerators > 0 ? space.AcceleratorsOf(node, shape) : cluster.ClassOf[node].HasAccelerators ? 1 : 0, space.CpusOf(node), space.MemoryOf(node), node)
    {
    }

    public int CompareTo(Fit other)
    {
        var order = Accelerators.CompareTo(other.Accelerators);
        if (order == 0) order = Cpus.CompareTo(other.Cpus);
        if (order == 0) order = Memory.CompareTo(other.Memory);
        return order != 0 ? order : Node.CompareTo(other.Node);
    }
}
