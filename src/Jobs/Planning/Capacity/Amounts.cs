namespace Athanor.Jobs.Planning.Capacity;

/// <summary>How much of everything: what a job takes in all, what a project holds, what a quota allows.</summary>
internal readonly record struct Amounts(long Cpus, long Memory, long Accelerators, long Jobs)
{
    public static Amounts Unlimited { get; } = new(long.MaxValue, long.MaxValue, long.MaxValue, long.MaxValue);

    public static Amounts Of(PlannedNode node)
    {
        var accelerators = 0L;
        foreach (var group in node.Accelerators) accelerators += group.Count;
        return new(node.Cpus.Thousandths, node.Memory.Value, accelerators, 0);
    }

    public static Amounts OfJob(Shape shape, int replicas) => new(shape.Cpus * replicas, shape.Memory * replicas, (long)shape.Accelerators * replicas, 1);

    public static Amounts Of(Quota quota) =>
        new(quota.Cpus?.Thousandths ?? long.MaxValue, quota.Memory?.Value ?? long.MaxValue, quota.Accelerators ?? long.MaxValue, quota.Jobs ?? long.MaxValue);

    public static Amounts operator +(Amounts left, Amounts right) =>
        new(left.Cpus + right.Cpus, left.Memory + right.Memory, left.Accelerators + right.Accelerators, left.Jobs + right.Jobs);

    public static Amounts operator -(Amounts left, Amounts right) =>
        new(left.Cpus - right.Cpus, left.Memory - right.Memory, left.Accelerators - right.Accelerators, left.Jobs - right.Jobs);

    public bool FitsIn(Amounts limit) => Cpus <= limit.Cpus && Memory <= limit.Memory && Accelerators <= limit.Accelerators && Jobs <= limit.Jobs;

    /// <summary>The largest part that it is of any of these: 1 is all of the processors, of the memory, or of the accelerators.</summary>
    public double PartOf(Amounts whole) => Math.Max(Part(Cpus, whole.Cpus), Math.Max(Part(Memory, whole.Memory), Part(Accelerators, whole.Accelerators)));

    private static double Part(long some, long all) => all > 0 ? (double)some / all : 0;
}
