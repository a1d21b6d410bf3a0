namespace Athanor.Jobs.Planning.Queue;

/// <summary>The waiting jobs of a project, those of the person first who used least.</summary>
internal sealed class ProjectLine(Account account)
{
    private readonly Dictionary<Owner, OwnerLine> _lines = [];
    private readonly PriorityQueue<OwnerLine, Turn> _owners = new();

    public bool IsEmpty => _owners.Count == 0;

    public JobGroup Next => _owners.Peek().Next;

    public void Add(JobGroup group)
    {
        if (!_lines.TryGetValue(group.Owner, out var line)) _lines.Add(group.Owner, line = new(group.Owner));
        line.Add(group);
    }

    /// <summary>From here on the order of the people is kept up with what they get.</summary>
    public void Open()
    {
        foreach (var line in _lines.Values) _owners.Enqueue(line, line.Turn);
    }

    public Turn TurnIn(Accounts accounts) => new(!accounts.IsGuaranteed(account, Next.Amounts), account.Usage, Next.Age);

    public void MoveOn(bool dropsGroup)
    {
        var line = _owners.Dequeue();
        if (dropsGroup) line.Drop();
        else line.MoveNext();
        if (!line.IsEmpty) _owners.Enqueue(line, line.Turn);
    }
}
