namespace Athanor.Jobs.Planning.Queue;

/// <summary>The waiting jobs of one person in one project, the oldest first.</summary>
internal sealed class OwnerLine(Owner owner)
{
    private readonly PriorityQueue<JobGroup, Age> _groups = new();

    public bool IsEmpty => _groups.Count == 0;

    public JobGroup Next => _groups.Peek();

    public Turn Turn => new(false, owner.Usage, Next.Age);

    public void Add(JobGroup group) => _groups.Enqueue(group, group.Age);

    public void Drop() => _groups.Dequeue();

    public void MoveNext()
    {
        var group = _groups.Dequeue();
        if (group.MoveNext()) Add(group);
    }
}
