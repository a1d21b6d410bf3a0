using Athanor.Foundation.Units;
using Athanor.Jobs.Model;
using Athanor.Jobs.Planning.Capacity;
using Athanor.Jobs.Planning.Queue;
using Athanor.Jobs.Planning.Room;

namespace Athanor.Jobs.Planning.Explaining;

/// <summary>Looks for one thing to change so that a job starts now, and says it. The smallest step that does is found by halving.</summary>
internal sealed class Changes(QueueSnapshot snapshot, Round round, Candidate job)
{
    private const int MostNamed = 5;
    private const long Gibibyte = 1L << 30;

    private readonly WaitingJob _job = job.Job;

    public string? AskForLess() => FewerAccelerators() ?? AnyModel() ?? FewerReplicas() ?? FewerCpus() ?? LessMemory();

    /// <summary>The longest limit with which it is in nobody's way.</summary>
    public string? ShorterLimit()
    {
        var kept = round.Holds.All.Select(hold => (hold.Job.Job.Id, hold.From)).ToList();
        if (job.Account.QuotaHold is { } quota) kept.Add((quota.Job, quota.From));
        foreach (var (id, from) in kept.Where(hold => hold.From < job.End).OrderByDescending(hold => hold.From))
        {
            var gap = new TimeSpan(from - snapshot.Now.UtcTicks);
            if (gap >= TimeSpan.FromMinutes(1) && Starts(_job with { TimeLimit = gap })) return $"A time limit of at most {Words.Duration(gap)} would let it into the gap before job {id} starts.";
        }
        return null;
    }

    /// <summary>Those whose end would make room, if nothing less does.</summary>
    public string LetOthersEnd()
    {
        var table = new SlotTable(round.Cluster, round.Future.SpaceAt(snapshot.Now.UtcTicks - 1), job);
        foreach (var preempted in round.Tenants.Preempted) table.Give(preempted.Seats);

        var leaving = new List<Tenant>();
        foreach (var tenant in round.Tenants.All.Where(tenant => !tenant.IsPreempted).OrderBy(tenant => tenant.End).ThenBy(tenant => tenant.Id))
        {
            if (table.TakesAll) break;
            table.Give(tenant.Seats);
            leaving.Add(tenant);
        }
        if (!table.TakesAll) return "It starts once those before it have had their turn.";

        Victims.KeepNeeded(leaving, table);
        return leaving.Count switch
        {
            0 => "It starts once those who were asked have stopped.",
            1 => $"It would start if job {leaving[0].Id} ended.",
            <= MostNamed => $"It would start if jobs {Words.Join([.. leaving.Select(tenant => $"{tenant.Id}")])} ended.",
            _ => $"It would start if {Words.Jobs(leaving.Count)} ended, job {leaving[^1].Id} as the last of them.",
        };
    }

    private string? FewerAccelerators()
    {
        if (_job.Needs.Accelerators is not { Count: > 0 } asked) return null;
        var most = Most(asked.Count - 1, count => With(_job.Needs with { Accelerators = asked with { Count = (int)count } }));
        return most == 0 ? null : $"Ask for {Words.Accelerators(most, asked)} instead of {asked.Count}.";
    }

    private string? AnyModel() =>
        _job.Needs.Accelerators is { Model: { } model } asked && Starts(With(_job.Needs with { Accelerators = asked with { Model = null } })) ? $"Ask for any model instead of {model}." : null;

    private string? FewerReplicas()
    {
        var most = Most(_job.Replicas - 1, count => _job with { Replicas = (int)count });
        return most == 0 ? null : $"Ask for {most} {(most == 1 ? "replica" : "replicas")} instead of {_job.Replicas}.";
    }

    private string? FewerCpus()
    {
        var step = _job.Needs.Cpus > Cpus.Of(1) ? 1000 : 100;
        var most = Most((_job.Needs.Cpus.Thousandths - 1) / step, count => With(_job.Needs with { Cpus = new(count * step) }));
        return most == 0 ? null : $"Ask for {Words.Cpus(most * step)} instead of {_job.Needs.Cpus}.";
    }

    private string? LessMemory()
    {
        var step = _job.Needs.Memory.Value > Gibibyte ? Gibibyte : Gibibyte / 16;
        var most = Most((_job.Needs.Memory.Value - 1) / step, count => With(_job.Needs with { Memory = new(count * step) }));
        return most == 0 ? null : $"Ask for {new Bytes(most * step)} of memory instead of {_job.Needs.Memory}.";
    }

    private WaitingJob With(ReplicaNeeds needs) => _job with { Needs = needs };

    /// <summary>The most with which it starts; 0 where even one is too much.</summary>
    private long Most(long limit, Func<long, WaitingJob> with)
    {
        var (low, high) = (0L, Math.Max(0, limit));
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (Starts(with(middle))) low = middle;
            else high = middle - 1;
        }
        return low;
    }

    private bool Starts(WaitingJob changed)
    {
        var candidate = new Candidate(changed, round.Shapes.Of(changed.Needs), job.Account, job.Owner, snapshot.Now);
        return job.Account.QuotaAllows(candidate.Amounts, candidate.End) && round.Vacancies.Find(candidate) is not null;
    }
}
