using Athanor.Access.Authorization;
using Athanor.Accounting.Keeping;
using Athanor.Accounting.Model;
using Athanor.Accounting.Reckoning;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Problems;
using Athanor.Foundation.Units;

namespace Athanor.Accounting;

/// <summary>What work used and what that comes to, at the prices that are set now, for whoever may see it. What goes on is counted up to now.</summary>
public sealed class CostBooks
{
    private readonly IDatabase _database;
    private readonly CapacityKeeper _capacity;
    private readonly PriceBook _prices;
    private readonly EnergyModel _energy;
    private readonly TimeProvider _clock;

    internal CostBooks(IDatabase database, CapacityKeeper capacity, AccountingOptions options, TimeProvider clock) =>
        (_database, _capacity, _prices, _energy, _clock) = (database, capacity, new(options), new(options), clock);

    /// <summary>Of the projects in which the caller may see costs; with what lay idle, where it may see the whole server and asks for no single project.</summary>
    public Task<CostReport> AskAsync(Caller caller, CostQuestion question, CancellationToken cancellation)
    {
        if (question.From >= question.Until) throw new ProblemException(AccountingProblems.BadWindow(question.From, question.Until));
        var projects = Authorizer.ProjectsAllowing(caller, AccountingPermissions.Read);
        var isWhole = projects is null && question.Project is null;
        if (question.Project is { } project) projects = projects is null || projects.Contains(project) ? [project] : [];
        return ReckonAsync(question, projects, isWhole, cancellation);
    }

    /// <summary>One job, from its first moment until now.</summary>
    public async Task<JobCost> OfJobAsync(Caller caller, long job, CancellationToken cancellation)
    {
        var holdings = await _database.ReadAsync(session => AccountingDatabase.ListHoldings(session, job, Now()), cancellation);
        if (holdings is not [var first, ..] || !Authorizer.Allows(caller, AccountingPermissions.Read, first.Project)) throw new ProblemException(AccountingProblems.UnknownJob(job));
        var (always, writer) = (new Stretch(holdings.Min(holding => holding.Time.From), holdings.Max(holding => holding.Time.Until)), new StatementWriter(_prices, _energy));
        var attempts = holdings.GroupBy(holding => holding.Attempt).Select(attempt => AttemptOf([.. attempt], always, writer)).ToList();
        return new(job, first.Project, first.Owner, first.Name, _prices.Currency, new StatementWriter(_prices, _energy).Write($"{job}", SumOf(holdings, always)), attempts);
    }

    internal async Task<CostReport> ReckonAsync(CostQuestion question, IReadOnlyCollection<string>? projects, bool isWhole, CancellationToken cancellation)
    {
        // Nobody knows what will be idle tomorrow.
        var now = Now();
        var asked = Stretch.Of(question.From, question.Until);
        var window = asked with { Until = Math.Max(asked.From, Math.Min(asked.Until, now)) };
        var (holdings, capacity) = await _database.ReadAsync(
            session => (AccountingDatabase.ListHoldings(session, window, projects, now), isWhole ? AccountingDatabase.ListCapacity(session, window, CapacityKeeper.LongestSilence) : []), cancellation);

        var writer = new StatementWriter(_prices, _energy);
        var books = isWhole ? Books.Close(_capacity.UntilNow(capacity, now), holdings, window, question.By, _energy) : null;
        var rows = (books?.Parts ?? Books.PartsOf(holdings, window, question.By, _energy)).Select(part => writer.Write(part.Key, part.Tally)).ToList();
        return new(Timestamp.FromMicroseconds(window.From), Timestamp.FromMicroseconds(window.Until), question.By, _prices.Currency, rows, WriteAlone("total", SumOf(holdings, window)))
        {
            Idle = books is null ? null : writer.Write("idle", books.Idle),
            Capacity = books is null ? null : WriteAlone("capacity", books.Whole),
        };
    }

    private CostRow WriteAlone(string key, Tally tally) => new StatementWriter(_prices, _energy).Write(key, tally);

    private Tally SumOf(IReadOnlyList<Holding> holdings, Stretch window)
    {
        var sum = new Tally();
        foreach (var holding in holdings) sum.Add(holding, window, _energy);
        return sum;
    }

    private AttemptCost AttemptOf(IReadOnlyList<Holding> holdings, Stretch window, StatementWriter writer)
    {
        var (first, uses) = (holdings[0], holdings.Select(holding => holding.Use).OfType<Foundation.Usage.MeasuredUse>().ToList());
        var until = first.GoesOn ? (DateTimeOffset?)null : Timestamp.FromMicroseconds(first.Time.Until);
        return new(first.Attempt, Timestamp.FromMicroseconds(first.Time.From), until, [.. holdings.Select(holding => holding.Node)], writer.Write($"{first.Job}/{first.Attempt}", SumOf(holdings, window)))
        {
            PeakMemory = uses.Count == 0 ? null : uses.Max(use => use.PeakMemory),
            Read = uses.Count == 0 ? null : new Bytes(uses.Sum(use => use.Read.Value)),
            Written = uses.Count == 0 ? null : new Bytes(uses.Sum(use => use.Written.Value)),
        };
    }

    private long Now() => Timestamp.ToMicroseconds(_clock.GetUtcNow());
}
