using Athanor.Jobs.Planning.Capacity;

namespace Athanor.Jobs.Planning.Queue;

/// <summary>All that waits, by priority, project and person. A job is looked at closely only when its turn comes, which most never do in a round.</summary>
internal sealed class WaitingQueue
{
    private readonly QueueSnapshot _snapshot;
    private readonly Shapes _shapes;
    private readonly Accounts _accounts;
    private readonly Dictionary<(string Project, string Owner, int Priority), OwnerLine> _lines = [];
    private readonly SortedDictionary<int, QueueLevel> _levels = new(Comparer<int>.Create((left, right) => right.CompareTo(left)));

    public WaitingQueue(QueueSnapshot snapshot, Shapes shapes, Accounts accounts)
    {
        (_snapshot, _shapes, _accounts) = (snapshot, shapes, accounts);
        var promises = snapshot.Promises.ToDictionary(promise => promise.Job);
        foreach (var job in snapshot.Waiting)
        {
            var line = LineOf(job);
            if (promises.Count > 0 && promises.TryGetValue(job.Id, out var promise)) LevelOf(job.Priority).Promised.Add((CandidateOf(job), promise));
            else line.Add(job);
        }
        foreach (var level in _levels.Values) level.Promised.Sort(Compare);
    }

    /// <summary>The highest priority first.</summary>
    public IEnumerable<QueueLevel> Levels => _levels.Values;

    /// <summary>Projects that have something waiting.</summary>
    public IEnumerable<Account> Projects => _lines.Values.Select(line => line.Account).Distinct();

    public void Return(Candidate job) => LineOf(job.Job).Add(job.Job);

    private Candidate CandidateOf(WaitingJob job)
    {
        var account = _accounts.Of(job.Project);
        return new(job, _shapes.Of(job.Needs), account, account.OwnerOf(job.Owner), _snapshot.Now);
    }

    private OwnerLine LineOf(WaitingJob job)
    {
        if (_lines.TryGetValue((job.Project, job.Owner, job.Priority), out var line)) return line;

        var account = _accounts.Of(job.Project);
        line = new(account, account.OwnerOf(job.Owner), _shapes, _snapshot.Now);
        _lines.Add((job.Project, job.Owner, job.Priority), line);
        LevelOf(job.Priority).Add(line);
        return line;
    }

    private QueueLevel LevelOf(int priority)
    {
        if (!_levels.TryGetValue(priority, out var level)) _levels.Add(priority, level = new(_accounts));
        return level;
    }

    private static int Compare((Candidate Job, PlannedPromise Promise) left, (Candidate Job, PlannedPromise Promise) right)
    {
        var order = (left.Promise.At ?? DateTimeOffset.MaxValue).CompareTo(right.Promise.At ?? DateTimeOffset.MaxValue);
        return order != 0 ? order : left.Job.Age.CompareTo(right.Job.Age);
    }
}
