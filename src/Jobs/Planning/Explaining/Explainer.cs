using Athanor.Jobs.Planning.Capacity;
using Athanor.Jobs.Planning.Queue;

namespace Athanor.Jobs.Planning.Explaining;

/// <summary>Says of one job what keeps it waiting once a round is decided. It tries the reasons in the order in which they would have to go.</summary>
internal sealed class Explainer
{
    private readonly QueueSnapshot _snapshot;
    private readonly Round _round;
    private readonly Plan _plan;
    private readonly Candidate _job;
    private readonly Changes _changes;
    private readonly Holders _holders;

    public Explainer(QueueSnapshot snapshot, Round round, Plan plan, WaitingJob job)
    {
        (_snapshot, _round, _plan) = (snapshot, round, plan);
        var account = round.Accounts.Of(job.Project);
        _job = new(job, round.Shapes.Of(job.Needs), account, account.OwnerOf(job.Owner), snapshot.Now);
        _changes = new(snapshot, round, _job);
        _holders = new(round, _job);
    }

    public Explanation Explain()
    {
        if (_plan.Starts.Any(start => start.Job == _job.Job.Id)) return new(Constraint.None, "It starts in the next round.");

        LiftItsOwn();
        return NoRegion() ?? new Impossibility(_round.Cluster, _job).Explain() ?? OverQuota() ?? RoomIsMade() ?? BehindAPromise() ?? NoResources();
    }

    /// <summary>What is kept for the job itself is not in its way.</summary>
    private void LiftItsOwn()
    {
        if (_round.Holds.All.FirstOrDefault(hold => hold.Job.Job.Id == _job.Job.Id) is { } own) _round.Holds.Remove(own);
        if (_job.Account.QuotaHold?.Job == _job.Job.Id) _job.Account.QuotaHold = null;
        _round.Vacancies.TryAgain();
    }

    private Explanation? NoRegion() =>
        _job.Region is not { } region || _snapshot.Nodes.Any(node => node.IsOpen && node.Region == region) ? null
        : new(Constraint.Region, $"Its data may only be used in region {region}, and no open node stands there.") { Change = $"Add a node in region {region}, or use data that may go elsewhere." };

    private Explanation? OverQuota()
    {
        var account = _job.Account;
        if (account.QuotaAllows(_job.Amounts, _job.End)) return null;
        var over = new QuotaWords(account, _job);
        var reason = over.IsExceeded ? over.Reason : $"What its quota leaves to project {account.Project} is kept for job {account.QuotaHold!.Job}, which came first.";
        return new(Constraint.Quota, reason)
        {
            Holders = Holders.Of(account.Tenants),
            EarliestStart = QuotaHolds.OpeningFor(_job, _snapshot.Now) is { } opening ? Later(opening.At) : null,
            Change = over.IsExceeded ? over.Change : _changes.ShorterLimit() ?? over.Change,
        };
    }

    private Explanation? RoomIsMade()
    {
        var leaving = _plan.Preemptions.Where(preemption => preemption.For == _job.Job.Id).Select(preemption => preemption.Job).ToHashSet();
        return leaving.Count == 0 ? null : new(Constraint.Resources, $"{(leaving.Count == 1 ? "A job is" : $"{leaving.Count} jobs are")} asked to make room for it.")
        {
            Holders = Holders.Of(_round.Tenants.All.Where(tenant => leaving.Contains(tenant.Id))),
            Change = "It starts as soon as they have stopped.",
        };
    }

    private Explanation? BehindAPromise()
    {
        if (!new SlotTable(_round.Cluster, _round.Tenants.Free.Copy(), _job).TakesAll) return null;

        var first = _round.Holds.All.Where(hold => _job.End > hold.From).OrderBy(hold => hold.From).FirstOrDefault();
        var reason = first is null ? $"There is room, but {Words.Jobs(_snapshot.Rules.BackfillDepth)} before it were tried in vain, and a round tries no more."
            : $"There is room, but it is kept for job {first.Job.Job.Id}{(first.At == first.From && first.At > _snapshot.Now.UtcTicks ? $", which starts in {Words.Duration(new(first.At - _snapshot.Now.UtcTicks))} at the latest" : "")}.";
        return new(Constraint.Promised, reason) { EarliestStart = Later(0), Change = _changes.ShorterLimit() ?? _changes.AskForLess() ?? _changes.LetOthersEnd() };
    }

    private Explanation NoResources() => new(Constraint.Resources, new Shortage(_round, _job).Reason)
    {
        Holders = _holders.InTheWay(),
        EarliestStart = Later(0),
        Change = _changes.AskForLess() ?? _changes.LetOthersEnd(),
    };

    private DateTimeOffset? Later(long earliest) =>
        earliest < Ends.Unknown && _round.Future.OpeningFor(_job) is { IsKnown: true } opening ? new(Math.Max(opening.At, earliest), TimeSpan.Zero) : null;
}
