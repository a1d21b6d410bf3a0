using System.Collections.Concurrent;

namespace Athanor.Datasets.Checks;

/// <summary>For one run: two checks that look at the same files decode them once.</summary>
public sealed class FindingsInMemory : IFindingCache
{
    private const int Most = 4_000_000;

    private readonly ConcurrentDictionary<string, string> _findings = new(StringComparer.Ordinal);

    public ValueTask<string?> FindAsync(string key, CancellationToken cancellation) => ValueTask.FromResult(_findings.GetValueOrDefault(key));

    public ValueTask KeepAsync(string key, string finding, CancellationToken cancellation)
    {
        if (_findings.Count < Most) _findings[key] = finding;
        return ValueTask.CompletedTask;
    }
}
