namespace Athanor.Datasets.Loading.Caching;

/// <summary>
/// Which files a cache of limited size keeps, when it is known when each is needed next: what is needed last goes first (Bélády's
/// rule, which no other can beat). One thread at a time asks it.
/// </summary>
internal sealed class CacheOrder(long budget)
{
    private const int SpareEntries = 1000;

    private readonly Dictionary<string, (long Size, long NextUse)> _kept = new(StringComparer.Ordinal);

    // The one that is needed last comes first. What was moved since has an entry that is out of date, and is passed over.
    private readonly PriorityQueue<(string Name, long NextUse), long> _byNeed = new();

    public long Bytes { get; private set; }

    public bool Contains(string name) => _kept.ContainsKey(name);

    /// <summary>When a file that is kept will be needed after the use that was just made of it.</summary>
    public void Move(string name, long nextUse)
    {
        if (!_kept.TryGetValue(name, out var kept)) return;
        Set(name, kept.Size, nextUse);
        if (_byNeed.Count > (2 * _kept.Count) + SpareEntries) ForgetMoved();
    }

    /// <summary>Whether the file is to be kept, and what has to go for it: only what is needed later than it.</summary>
    public bool TryAdd(string name, long size, long nextUse, List<string> evicted)
    {
        if (_kept.ContainsKey(name) || size > budget || !MakeRoom(size, nextUse, evicted)) return false;
        Set(name, size, nextUse);
        Bytes += size;
        return true;
    }

    public void Remove(string name)
    {
        if (_kept.Remove(name, out var kept)) Bytes -= kept.Size;
    }

    private void Set(string name, long size, long nextUse)
    {
        _kept[name] = (size, nextUse);
        _byNeed.Enqueue((name, nextUse), -nextUse);
    }

    private void ForgetMoved()
    {
        _byNeed.Clear();
        _byNeed.EnqueueRange(_kept.Select(kept => ((kept.Key, kept.Value.NextUse), -kept.Value.NextUse)));
    }

    private bool MakeRoom(long size, long nextUse, List<string> evicted)
    {
        while (Bytes + size > budget)
        {
            if (!_byNeed.TryPeek(out var last, out _)) return false;
            if (_kept.TryGetValue(last.Name, out var kept) && kept.NextUse == last.NextUse)
            {
                if (kept.NextUse <= nextUse) return false;
                evicted.Add(last.Name);
                Remove(last.Name);
            }
            _byNeed.Dequeue();
        }
        return true;
    }
}
