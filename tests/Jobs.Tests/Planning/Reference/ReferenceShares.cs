namespace Athanor.Jobs.Planning.Reference;

/// <summary>What each project and person holds and has used, and so who is next.</summary>
internal sealed class ReferenceShares(QueueSnapshot snapshot)
{
    private readonly List<(string Project, string Owner, double[] Amounts, double Ahead)> _placed = [];
    private readonly List<PlannedNode> _open = [.. snapshot.Nodes.Where(node => node.IsOpen)];

    public static double[] Amounts(Model.ReplicaNeeds needs, int replicas) => [replicas * needs.Cpus.Thousandths, replicas * (double)needs.Memory.Value, replicas * (needs.Accelerators?.Count ?? 0), 1];

    public static double[] Amounts(WaitingJob job) => Amounts(job.Needs, job.Replicas);

    public void Place(string project, string owner, Model.ReplicaNeeds needs, int replicas, TimeSpan? limit)
    {
        var amounts = Amounts(needs, replicas);
        var seconds = Math.Min(3600, limit?.TotalSeconds ?? 3600);
        _placed.Add((project, owner, amounts, Math.Ceiling(Part(amounts) * Size[0] / 1000 * seconds)));
    }

    public ProjectRules RulesOf(string project) => snapshot.Projects.LastOrDefault(rules => rules.Project == project) ?? new(project);

    public double[] HeldBy(string project) => [.. Enumerable.Range(0, 4).Select(kind => _placed.Where(placed => placed.Project == project).Sum(placed => placed.Amounts[kind]))];

    public double UsageOf(string project) => (RulesOf(project).Usage + _placed.Where(placed => placed.Project == project).Sum(placed => placed.Ahead)) / RulesOf(project).Share;

    public double UsageOf(string project, string owner) =>
        RulesOf(project).UsageByOwner.GetValueOrDefault(owner) + _placed.Where(placed => placed.Project == project && placed.Owner == owner).Sum(placed => placed.Ahead);

    /// <summary>The largest part that it is of anything.</summary>
    public double Part(double[] amounts) => Enumerable.Range(0, 3).Max(kind => Size[kind] == 0 ? 0 : amounts[kind] / Size[kind]);

    public double GuaranteeOf(string project)
    {
        var wanting = snapshot.Waiting.Select(job => job.Project).Union(snapshot.Running.Select(job => job.Project)).Distinct().Order(StringComparer.Ordinal).ToList();
        return (RulesOf(project).Share / wanting.Sum(other => RulesOf(other).Share)) + 1e-9;
    }

    public bool QuotaAllows(string project, double[] amounts)
    {
        var quota = RulesOf(project).Quota;
        return !(amounts[0] > quota.Cpus?.Thousandths) && !(amounts[1] > quota.Memory?.Value) && !(amounts[2] > quota.Accelerators) && !(amounts[3] > quota.Jobs);
    }

    private double[] Size => [_open.Sum(node => node.Cpus.Thousandths), _open.Sum(node => (double)node.Memory.Value), _open.Sum(node => node.Accelerators.Sum(group => group.Count))];
}
