using Athanor.Jobs.Planning.Capacity;

namespace Athanor.Jobs.Planning.Queue;

/// <summary>All that waits, by priority and in groups of equal jobs.</summary>
internal sealed class WaitingQueue
{
    private readonly Dictionary<GroupKey, JobGroup> _groups = [];
    private readonly SortedDictionary<int, QueueLevel> _levels = new(Comparer<int>.Create((left, right) => right.CompareTo(left)));

    public WaitingQueue(QueueSnapshot snapshot, Shapes shapes, Accounts accounts)
    {
        var promises = snapshot.Promises.ToDictionary(promise => promise.Job);
        foreach (var job in snapshot.Waiting)
        {
            var (account, shape) = (accounts.Of(job.Project), shapes.Of(job.Needs));
            var key = new GroupKey(account.OwnerOf(job.Owner), shape, job.Priority, job.Replicas, job.TimeLimit?.Ticks ?? 0, job.Region);
            if (promises.Count > 0 && promises.TryGetValue(job.Id, out var promise)) LevelOf(job.Priority, accounts).Promised.Add((NewGroup(job, shape, account, key.Owner, snapshot.Now), promise));
            else if (_groups.TryGetValue(key, out var group)) group.Add(job);
            else _groups.Add(key, NewGroup(job, shape, account, key.Owner, snapshot.Now));
        }

        foreach (var group in _groups.Values)
        {
            group.Sort();
            LevelOf(group.Priority, accounts).Add(group);
        }
        foreach (var level in _levels.Values) level.Promised.Sort((left, right) => Compare(left.Promise, left.Job, right.Promise, right.Job));
    }

    /// <summary>The highest priority first.</summary>
    public IEnumerable<QueueLevel> Levels => _levels.Values;

    public IEnumerable<Account> Wanting => _groups.Values.Select(group => group.Account).Concat(_levels.Values.SelectMany(level => level.Promised, (_, promised) => promised.Job.Account)).Distinct();

    private static JobGroup NewGroup(WaitingJob job, Shape shape, Account account, Owner owner, DateTimeOffset now) => new(job, shape, account, owner, Ends.After(now, job.TimeLimit));

    private static int Compare(PlannedPromise left, JobGroup leftJob, PlannedPromise right, JobGroup rightJob)
    {
        var order = left.At.CompareTo(right.At);
        return order != 0 ? order : leftJob.Age.CompareTo(rightJob.Age);
    }

    private QueueLevel LevelOf(int priority, Accounts accounts)
    {
        if (!_levels.TryGetValue(priority, out var level)) _levels.Add(priority, level = new(priority, accounts));
        return level;
    }

    /// <summary>What makes jobs alike. An owner belongs to one project, so the project need not be named.</summary>
    private readonly record struct GroupKey(Owner Owner, Shape Shape, int Priority, int Replicas, long Limit, string? Region);
}
