namespace Athanor.Datasets.Client.Import;

/// <summary>
/// The versions that the requests of an import made of the branch. Requests run at once, so their answers come in any order; when they
/// form one unbroken run from the version that was seen first, nobody else wrote meanwhile.
/// </summary>
internal sealed class VersionChain(BranchMark start)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, long> _steps = [];
    private bool _isBroken;

    public void Add(BranchChange change)
    {
        // A request that found everything there already left the version as it was.
        if (change.Version == change.VersionBefore) return;
        lock (_lock) _isBroken |= !_steps.TryAdd(change.VersionBefore, change.Version);
    }

    /// <summary>The branch as only this import left it; null when somebody else wrote, or when an answer was lost.</summary>
    public BranchMark? End()
    {
        var version = start.Version;
        var steps = 0;
        while (_steps.TryGetValue(version, out var next)) (version, steps) = (next, steps + 1);
        return !_isBroken && steps == _steps.Count ? start with { Version = version } : null;
    }
}
