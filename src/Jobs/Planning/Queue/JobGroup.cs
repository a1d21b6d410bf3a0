using Athanor.Jobs.Planning.Capacity;

namespace Athanor.Jobs.Planning.Queue;

/// <summary>Waiting jobs of one person that differ in nothing but their age: what is found out for one of them holds for all.</summary>
internal sealed class JobGroup(WaitingJob first, Shape shape, Account account, Owner owner, long end)
{
    private readonly List<WaitingJob> _jobs = [first];
    private int _next;

    public WaitingJob Next => _jobs[_next];

    public Shape Shape { get; } = shape;

    public Account Account { get; } = account;

    public Owner Owner { get; } = owner;

    /// <summary>When it would be gone if it started now.</summary>
    public long End { get; } = end;

    public Amounts Amounts { get; } = Amounts.OfJob(shape, first.Replicas);

    public int Replicas => _jobs[0].Replicas;

    public string? Region => _jobs[0].Region;

    public int Priority => _jobs[0].Priority;

    public Age Age => new(Next.QueuedAt, Next.Id);

    public void Add(WaitingJob job) => _jobs.Add(job);

    public void Sort()
    {
        for (var index = 1; index < _jobs.Count; index++)
        {
            if (Compare(_jobs[index - 1], _jobs[index]) <= 0) continue;
            _jobs.Sort(Compare);
            return;
        }
    }

    /// <summary>False where that was the last.</summary>
    public bool MoveNext() => ++_next < _jobs.Count;

    private static int Compare(WaitingJob left, WaitingJob right) => new Age(left.QueuedAt, left.Id).CompareTo(new(right.QueuedAt, right.Id));
}
