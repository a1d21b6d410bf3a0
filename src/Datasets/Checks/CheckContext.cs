namespace Athanor.Datasets.Checks;

/// <summary>What a running check works with.</summary>
internal sealed record CheckContext(ICheckedTree Tree, IFindingCache Known, CheckLimits Limits, FindingCollector Findings, TimeProvider Clock)
{
    /// <summary>A finding about content, made at most once for the same bytes; and whether it was known already.</summary>
    public async ValueTask<(string Finding, bool IsReused)> RecallAsync(string key, Func<ValueTask<string>> find, CancellationToken cancellation)
    {
        if (await Known.FindAsync(key, cancellation) is { } known) return (known, true);
        var finding = await find();
        await Known.KeepAsync(key, finding, cancellation);
        return (finding, false);
    }
}
