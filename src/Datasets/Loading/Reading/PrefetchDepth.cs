namespace Athanor.Datasets.Loading.Reading;

/// <summary>
/// How many stretches are loaded at a time. While the consumer waits the depth doubles, as long as that makes reading faster: what
/// only waits for a processor or a full cable gains nothing from more of it, and the memory would leave the processor's caches. It goes down
/// by one after each while without waiting, and halves when the machine is short of memory.
/// </summary>
internal sealed class PrefetchDepth(TimeProvider clock, Func<bool> isMemoryShort)
{
    public const int Least = 2;
    public const int Most = 256;

    /// <summary>How many stretches are counted before the next judgement: enough that one slow read decides nothing.</summary>
    public const int Sample = 16;

    public static readonly TimeSpan Calm = TimeSpan.FromSeconds(30);

    private const double WorthIt = 1.1;

    private long _changed = clock.GetTimestamp();
    private long _counting = clock.GetTimestamp();
    private double? _rateBefore;
    private long _bytes;
    private int _stretches;
    private bool _hadToWait;
    private bool _isSettled;

    public int Value { get; private set; } = Least;

    /// <summary>To be told after each stretch whether the consumer had to wait for it.</summary>
    public void Adapt(bool hadToWait, long bytes)
    {
        _hadToWait |= hadToWait;
        _bytes += bytes;
        if (++_stretches < Math.Max(Sample, 2 * Value)) return;

        Judge(_bytes / Math.Max(clock.GetElapsedTime(_counting).TotalSeconds, 1e-9));
        (_counting, _bytes, _stretches, _hadToWait) = (clock.GetTimestamp(), 0, 0, false);
    }

    private void Judge(double rate)
    {
        var isCalm = clock.GetElapsedTime(_changed) >= Calm;
        if (isMemoryShort()) Change(Value / 2, null);
        else if (!_hadToWait && isCalm) Change(Value - 1, null);
        else if (_hadToWait && _rateBefore is { } before && rate < before * WorthIt) Settle();
        else if (_hadToWait && (!_isSettled || isCalm)) Change(Value * 2, rate);
    }

    // The last step was not worth it; after a while the world may be another.
    private void Settle()
    {
        Change(Value / 2, null);
        _isSettled = true;
    }

    private void Change(int depth, double? rateBefore)
    {
        (Value, _rateBefore, _isSettled) = (Math.Clamp(depth, Least, Most), rateBefore, false);
        _changed = clock.GetTimestamp();
    }
}
