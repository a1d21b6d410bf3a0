namespace Athanor.Datasets.Checks;

/// <summary>Counts everything that one check finds, and keeps the first of it.</summary>
internal sealed class FindingCollector(int most)
{
    private readonly List<CheckFinding> _kept = [];

    public IReadOnlyList<CheckFinding> Kept => _kept;
    public long Found { get; private set; }
    public long Examined { get; private set; }
    public long Reused { get; private set; }

    /// <summary>Set by a check that tolerates some findings; otherwise one is enough to fail.</summary>
    public long Allowed { get; set; }

    public bool Passed => Found <= Allowed;

    public void CountFile(bool isReused = false)
    {
        Examined++;
        if (isReused) Reused++;
    }

    public void Add(CheckFinding finding)
    {
        Found++;
        if (_kept.Count < most) _kept.Add(finding);
    }

    /// <summary>Found as well, without being looked at one by one.</summary>
    public void AddUnnamed(long count) => Found += count;
}
