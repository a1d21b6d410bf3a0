using Athanor.Foundation.Databases;
using Athanor.Jobs.Model;
using Athanor.Jobs.Planning;

namespace Athanor.Jobs.Scheduling;

/// <summary>What everybody has used lately. It only orders the queue, so it is kept every minute and a crash may cost the last one.</summary>
internal sealed class FairShares(IDatabase database, JobsOptions options, TimeProvider clock)
{
    /// <summary>How many processors an accelerator counts as.</summary>
    private const double CpusPerAccelerator = 8;

    private static readonly TimeSpan KeepInterval = TimeSpan.FromMinutes(1);

    // The scheduler counts while pages and the API look.
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Project, string Owner), double> _usage = [];
    private IReadOnlyDictionary<string, ProjectRules> _rules = new Dictionary<string, ProjectRules>();
    private DateTimeOffset _asOf = clock.GetUtcNow();
    private DateTimeOffset _keptAt = clock.GetUtcNow();

    public async Task LoadAsync(CancellationToken cancellation)
    {
        await LoadRulesAsync(cancellation);
        _asOf = clock.GetUtcNow();
        foreach (var (project, owner, usage, asOf) in await database.ReadAsync(JobsDatabase.ListShares, cancellation)) _usage[(project, owner)] = usage * Fading(_asOf - asOf);
    }

    public async Task LoadRulesAsync(CancellationToken cancellation) =>
        _rules = (await database.ReadAsync(JobsDatabase.ListProjectRules, cancellation)).ToDictionary(rules => rules.Project, StringComparer.Ordinal);

    /// <summary>Counts what runs since the last time, and lets what was before fade.</summary>
    public void Accrue(IEnumerable<Job> running)
    {
        var now = clock.GetUtcNow();
        var (time, fading) = (now - _asOf, Fading(now - _asOf));
        if (time <= TimeSpan.Zero) return;
        lock (_lock)
        {
            foreach (var key in _usage.Keys.ToList()) _usage[key] *= fading;
            foreach (var job in running) _usage[(job.Project, job.Owner)] = _usage.GetValueOrDefault((job.Project, job.Owner)) + (WeightOf(job) * time.TotalSeconds);
            _asOf = now;
        }
    }

    public IReadOnlyList<ProjectRules> Describe()
    {
        List<KeyValuePair<(string Project, string Owner), double>> usage;
        lock (_lock) usage = [.. _usage];
        var used = usage.GroupBy(entry => entry.Key.Project).ToDictionary(group => group.Key, group => group.ToDictionary(entry => entry.Key.Owner, entry => entry.Value));
        return [.. used.Keys.Union(_rules.Keys).Order(StringComparer.Ordinal).Select(project => (_rules.GetValueOrDefault(project) ?? new(project)) with
        {
            Usage = used.GetValueOrDefault(project)?.Values.Sum() ?? 0,
            UsageByOwner = used.GetValueOrDefault(project) ?? [],
        })];
    }

    public async Task KeepAsync(CancellationToken cancellation)
    {
        if (_asOf - _keptAt < KeepInterval || _usage.Count == 0) return;
        var (usage, asOf) = (_usage.ToList(), _asOf);
        await database.WriteAsync(
            session =>
            {
                foreach (var ((project, owner), amount) in usage) JobsDatabase.SetShare(session, project, owner, amount, asOf);
            },
            cancellation);
        _keptAt = asOf;
    }

    private static double WeightOf(Job job) => job.Specification.Replicas * (job.Specification.Needs.Cpus.Count + ((job.Specification.Needs.Accelerators?.Count ?? 0) * CpusPerAccelerator));

    private double Fading(TimeSpan time) => Math.Pow(0.5, time / options.UsageHalfLife);
}
