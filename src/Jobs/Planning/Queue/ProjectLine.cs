namespace Athanor.Jobs.Planning.Queue;

/// <summary>The waiting jobs of a project, those of the person first who used least.</summary>
internal sealed class ProjectLine(Account account)
{
    private readonly List<OwnerLine> _lines = [];
    private readonly PriorityQueue<OwnerLine, Turn> _owners = new();

    public bool IsEmpty => _owners.Count == 0;

    public Candidate Next => _owners.Peek().Next;

    public void Add(OwnerLine line) => _lines.Add(line);

    public void Open()
    {
        foreach (var line in _lines)
        {
            line.Open();
            Enqueue(line);
        }
    }

    public Turn TurnIn(Accounts accounts) => new(!accounts.IsGuaranteed(account, Next.Amounts), account.Usage, Next.Age);

    public void MoveOn(bool inVain)
    {
        var line = _owners.Dequeue();
        line.MoveOn(inVain);
        Enqueue(line);
    }

    private void Enqueue(OwnerLine line)
    {
        if (!line.IsEmpty) _owners.Enqueue(line, line.Turn);
    }
}
