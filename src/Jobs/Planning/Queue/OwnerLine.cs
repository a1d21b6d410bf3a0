using Athanor.Jobs.Planning.Capacity;

namespace Athanor.Jobs.Planning.Queue;

/// <summary>The waiting jobs of one person in one project, the oldest first. Jobs like one that had its turn in vain are passed over.</summary>
internal sealed class OwnerLine(Account account, Owner owner, Shapes shapes, DateTimeOffset now)
{
    private readonly List<WaitingJob> _jobs = [];
    private readonly HashSet<Likeness> _inVain = [];
    private int _next;
    private Candidate? _candidate;

    public Account Account => account;

    public bool IsEmpty => _candidate is null;

    public Candidate Next => _candidate!;

    public Turn Turn => new(false, owner.Usage, Next.Age);

    public void Add(WaitingJob job) => _jobs.Add(job);

    public void Open()
    {
        Sort();
        FindNext();
    }

    public void MoveOn(bool inVain)
    {
        if (inVain) _inVain.Add(Next.Likeness);
        _next++;
        FindNext();
    }

    private void FindNext()
    {
        for (_candidate = null; _next < _jobs.Count && _candidate is null; _next++)
        {
            var candidate = new Candidate(_jobs[_next], shapes.Of(_jobs[_next].Needs), account, owner, now);
            if (_inVain.Contains(candidate.Likeness)) continue;
            _candidate = candidate;
            return;
        }
    }

    /// <summary>They mostly come in order, which is quicker to see than to sort.</summary>
    private void Sort()
    {
        for (var index = 1; index < _jobs.Count; index++)
        {
            if (Compare(_jobs[index - 1], _jobs[index]) <= 0) continue;
            _jobs.Sort(Compare);
            return;
        }
    }

    private static int Compare(WaitingJob left, WaitingJob right) => Age.Of(left).CompareTo(Age.Of(right));
}
