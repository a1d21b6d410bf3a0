namespace Athanor.Jobs.Planning.Queue;

/// <summary>The waiting jobs of one priority in the order in which they are looked at. It reacts to what was placed meanwhile.</summary>
internal sealed class QueueLevel(Accounts accounts)
{
    private readonly Dictionary<Account, ProjectLine> _lines = [];
    private readonly PriorityQueue<ProjectLine, Turn> _projects = new();

    /// <summary>Those for whom places were kept in an earlier round; they stand before all others.</summary>
    public List<(Candidate Job, PlannedPromise Promise)> Promised { get; } = [];

    public bool IsEmpty => _projects.Count == 0;

    public Candidate Next => _projects.Peek().Next;

    public void Add(OwnerLine line)
    {
        if (!_lines.TryGetValue(line.Account, out var project)) _lines.Add(line.Account, project = new(line.Account));
        project.Add(line);
    }

    /// <summary>To be called once those of higher priority have what they get.</summary>
    public void Open()
    {
        foreach (var line in _lines.Values)
        {
            line.Open();
            Enqueue(line);
        }
    }

    /// <summary>The next job had its turn; if that was in vain, so it would be for all like it.</summary>
    public void MoveOn(bool inVain)
    {
        var line = _projects.Dequeue();
        line.MoveOn(inVain);
        Enqueue(line);
    }

    private void Enqueue(ProjectLine line)
    {
        if (!line.IsEmpty) _projects.Enqueue(line, line.TurnIn(accounts));
    }
}
