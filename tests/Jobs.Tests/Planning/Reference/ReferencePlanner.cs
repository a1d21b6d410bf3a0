using static System.Linq.Enumerable;

namespace Athanor.Jobs.Planning.Reference;

/// <summary>The rules of the planner as plainly as they can be written: everything is counted anew at each step. The real one has to decide the same.</summary>
internal sealed class ReferencePlanner
{
    private const double Never = double.MaxValue;
    private const double Unknown = 1e12;

    private readonly QueueSnapshot _snapshot;
    private readonly ReferenceShares _shares;
    private readonly List<ReferenceTenant> _tenants;
    private readonly List<ReferenceTenant> _holds = [];
    private readonly List<ReferenceTenant> _started = [];
    private readonly Dictionary<string, (double From, double[] Left)> _quotaHolds = [];
    private readonly HashSet<object> _noRoom = [];
    private readonly Plan _plan = new(new List<PlannedStart>(), new List<PlannedPreemption>(), new List<PlannedPromise>());
    private double _lastUnknown = Unknown;
    private int _promised;

    private ReferencePlanner(QueueSnapshot snapshot)
    {
        (_snapshot, _shares) = (snapshot, new(snapshot));
        _tenants = [.. snapshot.Running.OrderBy(job => job.StartedAt).ThenBy(job => job.Id).Select(job => new ReferenceTenant(job.Id, job.Project, job.Needs, job.Nodes) { Running = job, End = EndOf(job) })];
        foreach (var job in snapshot.Running) _shares.Place(job.Project, job.Owner, job.Needs, job.Nodes.Count, job.TimeLimit);
    }

    public static Plan Decide(QueueSnapshot snapshot)
    {
        var planner = new ReferencePlanner(snapshot);
        foreach (var level in snapshot.Waiting.GroupBy(job => job.Priority).OrderByDescending(level => level.Key)) planner.DecideLevel([.. level]);
        return planner._plan;
    }

    private void DecideLevel(List<WaitingJob> waiting)
    {
        var promised = (from promise in _snapshot.Promises from job in waiting where job.Id == promise.Job orderby promise.At ?? DateTimeOffset.MaxValue, job.QueuedAt, job.Id select (Job: job, Promise: promise)).ToList();
        var holds = promised.ConvertAll(promised => promised.Promise.At is null ? RenewRoom(promised.Job, promised.Promise) : Renew(promised.Job, promised.Promise));
        foreach (var (kept, hold) in promised.Zip(holds).Where(kept => kept.Second is not null)) Improve(waiting, kept.Job, hold!);
        foreach (var (kept, _) in promised.Zip(holds).Where(kept => kept.Second is null && kept.First.Promise.At is null))
        {
            if (Renew(kept.Job, kept.Promise) is { } hold) Improve(waiting, kept.Job, hold);
        }

        while (Next(waiting) is { } job) Go(waiting, job);
    }

    private void Improve(List<WaitingJob> waiting, WaitingJob job, ReferenceTenant hold)
    {
        waiting.Remove(job);
        _holds.Remove(hold);
        _noRoom.Clear();
        if (TryStart(job) || !Allows(job)) return;

        if (hold.IsRoom)
        {
            _holds.Add(hold);
            Promise(job, null, hold);
            return;
        }

        var isSoon = hold.At > 0 && hold.At <= _snapshot.Rules.Patience.TotalMinutes;
        if (!isSoon && MakeRoom(job) is { } room) Promise(job, null, room);
        else if (Opening(job) is { } opening && opening.At <= hold.At) Keep(job, opening.At, opening.Nodes);
        else Keep(job, hold.At, hold.Nodes, hold);
    }

    private void Go(List<WaitingJob> waiting, WaitingJob job)
    {
        if (TryStart(job) || (Allows(job) && (TryMakeRoom(job) || TryPromise(job)))) waiting.Remove(job);
        else waiting.RemoveAll(other => (other.Project, other.Owner, other.Needs, other.Replicas, other.TimeLimit, other.Region) == (job.Project, job.Owner, job.Needs, job.Replicas, job.TimeLimit, job.Region));
    }

    private WaitingJob? Next(List<WaitingJob> waiting)
    {
        var firsts = waiting.GroupBy(job => (job.Project, job.Owner)).Select(jobs => jobs.OrderBy(job => job.QueuedAt).ThenBy(job => job.Id).First());
        var nexts = firsts.GroupBy(job => job.Project).Select(jobs => jobs.OrderBy(job => _shares.UsageOf(job.Project, job.Owner)).ThenBy(job => job.QueuedAt).ThenBy(job => job.Id).First());
        return nexts.OrderBy(job => !IsGuaranteed(job)).ThenBy(job => _shares.UsageOf(job.Project)).ThenBy(job => job.QueuedAt).ThenBy(job => job.Id).FirstOrDefault();
    }

    private bool Allows(WaitingJob job)
    {
        var (amounts, hold) = (ReferenceShares.Amounts(job), _quotaHolds.TryGetValue(job.Project, out var found) ? found : (Never, []));
        if (_shares.QuotaAllows(job.Project, Sum(HeldBy(job.Project), amounts)) && (EndOf(job) <= hold.From || amounts.Zip(hold.Left).All(pair => pair.First <= pair.Second))) return true;
        if (!_quotaHolds.ContainsKey(job.Project) && _shares.QuotaAllows(job.Project, amounts)) KeepQuota(job);
        return false;
    }

    private void KeepQuota(WaitingJob job)
    {
        var all = _tenants.Concat(_started).Where(tenant => tenant.Project == job.Project).ToList();
        double[] LeftAt(double time) => Less(Limit(job.Project), Sum(HeldBy(job.Project), all.Where(tenant => tenant.End <= time).Select(tenant => Less(new double[4], ReferenceShares.Amounts(tenant.Needs, tenant.Nodes.Count))).Aggregate(new double[4], Sum)));
        foreach (var at in all.Select(tenant => tenant.End).Append(0).Order())
        {
            if (!ReferenceShares.Amounts(job).Zip(LeftAt(at)).All(pair => pair.First <= pair.Second)) continue;
            if (at < Unknown || Waited(job) >= _snapshot.Rules.Patience) _quotaHolds[job.Project] = (at < Unknown ? at : _snapshot.Rules.Patience.TotalMinutes, Less(LeftAt(at), ReferenceShares.Amounts(job)));
            return;
        }
    }

    private bool TryStart(WaitingJob job)
    {
        if (!Allows(job)) return false;
        var now = new ReferenceSpace(_snapshot.Nodes, _tenants.Concat(_started));
        var slots = now.SlotsOf(job);
        foreach (var hold in _holds.Where(hold => EndOf(job) > hold.From))
        {
            var spare = SpareOf(hold).SlotsOf(job);
            foreach (var node in hold.Nodes) slots[node] = Math.Min(slots[node], spare[node]);
        }
        if (now.Pack(job, slots) is not { } nodes) return false;

        var started = new ReferenceTenant(job.Id, job.Project, job.Needs, nodes) { End = EndOf(job) == Never ? ++_lastUnknown : EndOf(job) };
        _started.Add(started);
        _shares.Place(job.Project, job.Owner, job.Needs, job.Replicas, job.TimeLimit);
        if (_quotaHolds.TryGetValue(job.Project, out var quota) && started.End > quota.From) _quotaHolds[job.Project] = (quota.From, Less(quota.Left, ReferenceShares.Amounts(job)));
        ((List<PlannedStart>)_plan.Starts).Add(new(job.Id, nodes));
        return true;
    }

    /// <summary>What is left beside a hold at its time. Where nobody knows that time, all that starts after it and stays beyond its patience counts as being there.</summary>
    private ReferenceSpace SpareOf(ReferenceTenant hold) => new(
        _snapshot.Nodes,
        _tenants.Where(tenant => tenant.End > hold.At && (hold.IsRoom ? !tenant.IsStopping && !tenant.IsPreempted : !tenant.IsPreempted || hold.PreemptedBefore.Contains(tenant)))
            .Concat(_started.Where((tenant, index) => tenant.End > (index < hold.StartedBefore ? hold.At : hold.From))).Concat(_holds.Where(other => other.At <= hold.At && other.End > hold.At)));

    private bool TryPromise(WaitingJob job)
    {
        if (_promised >= _snapshot.Rules.Promises || Opening(job) is not { } opening) return false;
        if (opening.At < Unknown || Waited(job) >= _snapshot.Rules.Patience) Keep(job, opening.At, opening.Nodes);
        else _promised++;
        return true;
    }

    private void Keep(WaitingJob job, double at, IReadOnlyList<string> nodes, ReferenceTenant? hold = null)
    {
        _promised++;
        if (hold is not null) _holds.Add(hold);
        else hold = Hold(job, nodes, at);
        Promise(job, at < Unknown ? _snapshot.Now.AddMinutes(at) : null, hold);
    }

    private (double At, IReadOnlyList<string> Nodes)? Opening(WaitingJob job)
    {
        foreach (var at in _tenants.Concat(_started).Concat(_holds).Select(tenant => tenant.End).Where(end => end < Never).Append(0).Distinct().Order())
        {
            if (SpaceAt(at) is var space && space.Pack(job, space.SlotsOf(job)) is { } nodes) return (at, nodes);
        }
        return null;
    }

    private ReferenceSpace SpaceAt(double at) => new(_snapshot.Nodes, _tenants.Concat(_started).Where(tenant => tenant.End > at).Concat(_holds.Where(hold => hold.End > at)));

    private void Promise(WaitingJob job, DateTimeOffset? at, ReferenceTenant hold) => ((List<PlannedPromise>)_plan.Promises).Add(new(job.Id, at, hold.Nodes));

    private ReferenceTenant? RenewRoom(WaitingJob job, PlannedPromise promise)
    {
        var later = _holds.Where(hold => hold.At > 0 && EndOfRoom(job) > hold.From && hold.Nodes.Intersect(promise.Nodes).Any());
        return Fits(After([], _holds.Where(hold => hold.At <= 0)), job, promise) && later.All(hold => Fits(SpareOf(hold), job, promise, hold.Nodes)) ? Room(job, promise.Nodes) : null;
    }

    private ReferenceTenant? Renew(WaitingJob job, PlannedPromise promise)
    {
        if (promise.At is null) return Opening(job) is { } opening ? Hold(job, opening.Nodes, opening.At) : null;

        var at = Math.Max(0, (promise.At.Value - _snapshot.Now).TotalMinutes);
        return Fits(SpaceAt(at), job, promise) ? Hold(job, promise.Nodes, at) : null;
    }

    private static bool Fits(ReferenceSpace space, WaitingJob job, PlannedPromise promise, IReadOnlyList<string>? on = null) =>
        space.SlotsOf(job) is var slots && promise.Nodes.Where(node => on is null || on.Contains(node)).CountBy(node => node).All(node => slots.GetValueOrDefault(node.Key) >= node.Value);

    private ReferenceTenant Hold(WaitingJob job, IReadOnlyList<string> nodes, double at) => Hold(
        job, nodes, at < Unknown ? at : _snapshot.Rules.Patience.TotalMinutes, at, at < Unknown && job.TimeLimit is { } limit ? at + limit.TotalMinutes : Never, isRoom: false);

    private ReferenceTenant Room(WaitingJob job, IReadOnlyList<string> nodes) => Hold(job, nodes, 0, 0, EndOfRoom(job), isRoom: true);

    private double EndOfRoom(WaitingJob job) => _tenants.Any(tenant => tenant.IsPreempted) ? Never : _tenants.Where(tenant => tenant.IsStopping).Select(tenant => tenant.End).Append(0).Max() + EndOf(job);

    private ReferenceTenant Hold(WaitingJob job, IReadOnlyList<string> nodes, double from, double at, double end, bool isRoom)
    {
        var hold = new ReferenceTenant(job.Id, job.Project, job.Needs, nodes) { From = from, At = at, End = end, IsRoom = isRoom, StartedBefore = _started.Count, PreemptedBefore = [.. _tenants.Where(tenant => tenant.IsPreempted)] };
        _holds.Add(hold);
        return hold;
    }

    private bool TryMakeRoom(WaitingJob job)
    {
        if (MakeRoom(job) is not { } room) return false;
        Promise(job, null, room);
        return true;
    }

    private ReferenceTenant? MakeRoom(WaitingJob job)
    {
        var isGuaranteed = IsGuaranteed(job);
        var lowest = _tenants.Where(tenant => tenant.Running!.IsPreemptible).Select(tenant => tenant.Running!.Priority).DefaultIfEmpty(int.MaxValue).Min();
        var key = (job.Needs, job.Replicas, job.Region, job.Priority, isGuaranteed);
        if (!_snapshot.Rules.Preempts || _holds.Count(hold => hold.IsRoom) >= _snapshot.Rules.Rooms || (isGuaranteed ? lowest > job.Priority : lowest >= job.Priority) || _noRoom.Contains(key)) return null;

        var victims = new List<ReferenceTenant>();
        bool Fits() => After(victims).SlotsOf(job).Values.Sum() >= job.Replicas;
        foreach (var victim in _tenants.Where(tenant => tenant.Running!.IsPreemptible && !tenant.IsStopping).OrderBy(tenant => tenant.Running!.Priority).ThenByDescending(tenant => tenant.Running!.StartedAt).ThenByDescending(tenant => tenant.Job))
        {
            if (Fits()) break;
            if (!victim.IsPreempted && (victim.Running!.Priority < job.Priority || (isGuaranteed && victim.Running.Priority == job.Priority && IsBorrowing(victim.Project, victims)))) victims.Add(victim);
        }
        if (!Fits())
        {
            _noRoom.Add(key);
            return null;
        }

        foreach (var victim in victims.AsEnumerable().Reverse().ToList())
        {
            victims.Remove(victim);
            if (!Fits()) victims.Add(victim);
        }
        foreach (var victim in victims.OrderBy(victim => victim.Running!.Priority).ThenByDescending(victim => victim.Running!.StartedAt).ThenByDescending(victim => victim.Job)) ((List<PlannedPreemption>)_plan.Preemptions).Add(new(victim.Job, job.Id));
        var space = After(victims);
        foreach (var victim in victims) victim.IsPreempted = true;
        return Room(job, space.Pack(job, space.SlotsOf(job))!);
    }

    private ReferenceSpace After(List<ReferenceTenant> victims, IEnumerable<ReferenceTenant>? holds = null) =>
        new(_snapshot.Nodes, _tenants.Where(tenant => !tenant.IsStopping && !tenant.IsPreempted && !victims.Contains(tenant)).Concat(_started).Concat(holds ?? _holds));

    private bool IsGuaranteed(WaitingJob job) => _shares.Part(Sum(HeldBy(job.Project), ReferenceShares.Amounts(job))) <= _shares.GuaranteeOf(job.Project);

    private bool IsBorrowing(string project, List<ReferenceTenant> victims)
    {
        var leaving = _tenants.Where(tenant => tenant.Project == project && (tenant.IsStopping || tenant.IsPreempted || victims.Contains(tenant)));
        return _shares.Part(leaving.Select(tenant => ReferenceShares.Amounts(tenant.Needs, tenant.Nodes.Count)).Aggregate(_shares.HeldBy(project), Less)) > _shares.GuaranteeOf(project);
    }

    /// <summary>With what is kept for its jobs.</summary>
    private double[] HeldBy(string project) => _holds.Where(hold => hold.Project == project).Select(hold => ReferenceShares.Amounts(hold.Needs, hold.Nodes.Count)).Aggregate(_shares.HeldBy(project), Sum);

    private double[] Limit(string project) => _shares.RulesOf(project).Quota is var quota ? [quota.Cpus?.Thousandths ?? Never, quota.Memory?.Value ?? Never, quota.Accelerators ?? Never, quota.Jobs ?? Never] : [];

    private double EndOf(RunningJob job)
    {
        var end = Math.Min(job.TimeLimit is { } limit ? (job.StartedAt + limit - _snapshot.Now).TotalMinutes : Never, job.GoneBy is { } gone ? (gone - _snapshot.Now).TotalMinutes : Never);
        return end == Never ? ++_lastUnknown : Math.Max(0, end);
    }

    private static double EndOf(WaitingJob job) => job.TimeLimit?.TotalMinutes ?? Never;

    private TimeSpan Waited(WaitingJob job) => _snapshot.Now - job.QueuedAt;

    private static double[] Sum(double[] left, double[] right) => [.. left.Zip(right, (one, other) => one + other)];

    private static double[] Less(double[] left, double[] right) => [.. left.Zip(right, (one, other) => one - other)];
}
