namespace Athanor.Jobs.Planning.Queue;

/// <summary>The waiting jobs of one priority in the order in which they are looked at. It reacts to what was placed meanwhile.</summary>
internal sealed class QueueLevel(int priority, Accounts accounts)
{
    private readonly Dictionary<Account, ProjectLine> _lines = [];
    private readonly PriorityQueue<ProjectLine, Turn> _projects = new();

    public int Priority { get; } = priority;

    /// <summary>Those whose start was promised in an earlier round; they stand before all others.</summary>
    public List<(JobGroup Job, PlannedPromise Promise)> Promised { get; } = [];

    public bool IsEmpty => _projects.Count == 0;

    public JobGroup Next => _projects.Peek().Next;

    public void Add(JobGroup group)
    {
        if (!_lines.TryGetValue(group.Account, out var line)) _lines.Add(group.Account, line = new(group.Account));
        line.Add(group);
    }

    /// <summary>To be called once those of higher priority have what they get.</summary>
    public void Open()
    {
        foreach (var line in _lines.Values)
        {
            line.Open();
            _projects.Enqueue(line, line.TurnIn(accounts));
        }
    }

    /// <summary>The next job had its turn; with <paramref name="dropsGroup"/>, all like it had.</summary>
    public void MoveOn(bool dropsGroup)
    {
        var line = _projects.Dequeue();
        line.MoveOn(dropsGroup);
        if (!line.IsEmpty) _projects.Enqueue(line, line.TurnIn(accounts));
    }
}
