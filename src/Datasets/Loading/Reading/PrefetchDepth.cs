namespace Athanor.Datasets.Loading.Reading;

/// <summary>
/// How many stretches to read ahead. It doubles whenever the consumer had to wait, goes down by one after each while without waiting,
/// and halves when the machine is short of memory.
/// </summary>
internal sealed class PrefetchDepth(TimeProvider clock, Func<bool> isMemoryShort)
{
    public const int Least = 2;
    public const int Most = 256;

    public static readonly TimeSpan Calm = TimeSpan.FromSeconds(30);

    private long _changed = clock.GetTimestamp();

    public int Value { get; private set; } = Least;

    /// <summary>To be told after each stretch whether the consumer had to wait for it.</summary>
    public void Adapt(bool hadToWait)
    {
        if (isMemoryShort()) Change(Value / 2);
        else if (hadToWait) Change(Value * 2);
        else if (clock.GetElapsedTime(_changed) >= Calm) Change(Value - 1);
    }

    private void Change(int depth)
    {
        Value = Math.Clamp(depth, Least, Most);
        _changed = clock.GetTimestamp();
    }
}
