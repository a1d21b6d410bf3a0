using Athanor.Jobs.Planning.Capacity;

namespace Athanor.Jobs.Planning.Queue;

/// <summary>
/// Holds jobs to the quota of their project, and keeps the quota for the first one in a project that it stops: smaller ones behind it go
/// on only as long as they do not make it wait longer.
/// </summary>
internal sealed class QuotaHolds(QueueSnapshot snapshot)
{
    public bool Allow(Candidate job)
    {
        if (job.Account.QuotaAllows(job.Amounts, job.End)) return true;
        if (job.Account.QuotaHold is null && job.Amounts.FitsIn(job.Account.Limit)) job.Account.QuotaHold = HoldFor(job);
        return false;
    }

    /// <summary>When the quota has room for a job at the latest, and what it has in all then; null where it never has.</summary>
    public static (long At, Amounts Left)? OpeningFor(Candidate job, DateTimeOffset now)
    {
        var (account, ended, at) = (job.Account, default(Amounts), now.UtcTicks);
        foreach (var tenant in account.Tenants.OrderBy(tenant => tenant.End))
        {
            if (tenant.End > at && job.Amounts.FitsIn(LeftOf(account, ended))) break;
            ended += tenant.Amounts;
            at = tenant.End;
        }
        return job.Amounts.FitsIn(LeftOf(account, ended)) ? (at, LeftOf(account, ended)) : null;
    }

    private QuotaHold? HoldFor(Candidate job)
    {
        if (OpeningFor(job, snapshot.Now) is not { } opening) return null;      // its own promises are in the way, and they will start
        if (opening.At < Ends.Unknown) return new(job.Job.Id, opening.At) { Left = opening.Left - job.Amounts };
        return job.Waited < snapshot.Rules.Patience ? null : new(job.Job.Id, (snapshot.Now + snapshot.Rules.Patience).UtcTicks) { Left = opening.Left - job.Amounts };
    }

    private static Amounts LeftOf(Account account, Amounts ended) => account.Limit - (account.Held - ended + account.Promised);
}
