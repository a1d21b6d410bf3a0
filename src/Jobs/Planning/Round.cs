using Athanor.Jobs.Planning.Capacity;
using Athanor.Jobs.Planning.Queue;
using Athanor.Jobs.Planning.Room;

namespace Athanor.Jobs.Planning;

/// <summary>One decision in the making: what the snapshot says, and what was decided so far.</summary>
internal sealed class Round
{
    private readonly QueueSnapshot _snapshot;
    private readonly WaitingQueue _queue;
    private readonly QuotaHolds _quotas;
    private readonly RoomMaker _rooms;
    private readonly Promises _promises;
    private readonly List<PlannedStart> _starts = [];
    private int _inVain;

    public Round(QueueSnapshot snapshot)
    {
        _snapshot = snapshot;
        Cluster = new(snapshot.Nodes);
        Shapes = new(Cluster);
        Accounts = new(snapshot.Projects, Cluster.Size);
        Tenants = new(snapshot, Cluster, Shapes, Accounts);
        _queue = new(snapshot, Shapes, Accounts);
        Holds = new(Cluster);
        Future = new(Cluster, Tenants, Holds, snapshot.Now);
        _quotas = new(snapshot);
        Vacancies = new(Cluster, Tenants, Holds);
        _rooms = new(snapshot, Cluster, Tenants, Holds, Accounts);
        _promises = new(snapshot, Cluster, Future, Holds);
    }

    public Cluster Cluster { get; }

    public Shapes Shapes { get; }

    public Accounts Accounts { get; }

    public Tenants Tenants { get; }

    public Holds Holds { get; }

    public Future Future { get; }

    public Vacancies Vacancies { get; }

    public Plan Decide()
    {
        Accounts.Guarantee(_queue.Projects.Union(Tenants.All.Select(tenant => tenant.Account)));
        foreach (var level in _queue.Levels)
        {
            KeepPromises(level);
            level.Open();
            while (!level.IsEmpty && !IsDeepEnough)
            {
                var hasPlaces = TryStart(level.Next) || TryKeep(level.Next);
                if (!hasPlaces && _promises.IsUsedUp) _inVain++;
                level.MoveOn(inVain: !hasPlaces);
            }
        }
        return new(_starts, _rooms.Preemptions, _promises.Given);
    }

    private bool IsDeepEnough => _inVain >= _snapshot.Rules.BackfillDepth;

    /// <summary>
    /// All of them have their places again before one of them gets better ones, so that none loses them to another. Only those for whom
    /// places are set aside without a time come after: a promise may be in their way.
    /// </summary>
    private void KeepPromises(QueueLevel level)
    {
        var kept = level.Promised.ConvertAll(promised => (promised.Job, promised.Promise, Hold: promised.Promise.At is null ? _rooms.Renew(promised.Job, promised.Promise) : _promises.Renew(promised.Job, promised.Promise)));
        foreach (var (job, _, hold) in kept.Where(kept => kept.Hold is not null)) Improve(job, hold!);
        foreach (var (job, promise, _) in kept.Where(kept => kept.Hold is null))
        {
            if (promise.At is null && _promises.Renew(job, promise) is { } hold) Improve(job, hold);
            else _queue.Return(job);
        }
    }

    /// <summary>Nobody is asked to make room for a job that starts soon anyway, or for whom others already leave.</summary>
    private void Improve(Candidate job, Hold hold)
    {
        Holds.Remove(hold);
        Vacancies.TryAgain();
        _rooms.TryAgain();
        if (TryStart(job) || !_quotas.Allow(job)) return;

        if (hold.IsRoom)
        {
            Holds.Add(hold);
            _promises.HandOn(hold);
            return;
        }

        var isSoon = hold.At > _snapshot.Now.UtcTicks && hold.At <= (_snapshot.Now + _snapshot.Rules.Patience).UtcTicks;
        if (!isSoon && _rooms.MakeRoomFor(job) is { } room) _promises.HandOn(room);
        else _promises.Improve(job, hold);
    }

    private bool TryStart(Candidate job)
    {
        if (!_quotas.Allow(job) || Vacancies.Find(job) is not { } seats) return false;

        var tenant = new Tenant(job.Job.Id, job.Account, job.Shape, [.. seats], job.Amounts) { End = job.End };
        Tenants.Add(tenant);
        Accounts.Add(tenant, job.Owner, job.Job.TimeLimit);
        Holds.Take(tenant);
        Vacancies.Take(tenant);
        _starts.Add(new(job.Job.Id, Cluster.NamesOf(seats)));
        return true;
    }

    private bool TryKeep(Candidate job)
    {
        if (!_quotas.Allow(job)) return false;
        if (_rooms.MakeRoomFor(job) is not { } room) return _promises.TryPromise(job);

        _promises.HandOn(room);
        return true;
    }
}
