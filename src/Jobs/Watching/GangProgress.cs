namespace Athanor.Jobs.Watching;

/// <summary>How far each rank of an attempt has come, as it reports its steps, and how long a step usually takes.</summary>
internal sealed class GangProgress(int replicas)
{
    private const int Remembered = 101;
    private const int LeastKnown = 3;

    private readonly (double Step, DateTimeOffset At)?[] _last = new (double, DateTimeOffset)?[replicas];
    private readonly Queue<double> _seconds = new();

    public void Note(int rank, double step, DateTimeOffset at)
    {
        // Steps between two looks took equally long, as far as can be told.
        if (_last[rank] is { } before && step > before.Step && at > before.At)
        {
            _seconds.Enqueue((at - before.At).TotalSeconds / (step - before.Step));
            if (_seconds.Count > Remembered) _seconds.Dequeue();
        }
        if (_last[rank] is not { } known || step != known.Step) _last[rank] = (step, at);
    }

    /// <summary>What is wrong in a sentence, or null. When one rank hangs the others wait for it, so it is the one that is furthest behind.</summary>
    public string? FindHang(DateTimeOffset now, double factor, TimeSpan least)
    {
        if (_seconds.Count < LeastKnown || _last.Any(last => last is null)) return null;
        var median = TimeSpan.FromSeconds(_seconds.Order().ElementAt(_seconds.Count / 2));
        var newest = _last.Max(last => last!.Value.At);
        var longest = new[] { median * factor, least }.Max();
        if (now - newest < longest) return null;
        var rank = Enumerable.Range(0, replicas).OrderBy(rank => _last[rank]!.Value.Step).ThenBy(rank => _last[rank]!.Value.At).First();
        return $"Rank {rank} made no progress for {(now - _last[rank]!.Value.At).TotalSeconds:0} s after step {_last[rank]!.Value.Step:0.##}, where a step takes {median.TotalSeconds:0.###} s.";
    }
}
