namespace Athanor.Training.Loop;

/// <summary>Divides the time of steps into parts. Whatever is not said to be one of them is <see cref="StepPart.Other"/>, so that the parts add up to the whole.</summary>
internal sealed class StepClock(TimeProvider clock)
{
    private readonly long[] _ticks = new long[Enum.GetValues<StepPart>().Length];
    private long _since = clock.GetTimestamp();
    private StepPart _part = StepPart.Other;

    /// <summary>From now on time counts as this.</summary>
    public void Turn(StepPart to)
    {
        var now = clock.GetTimestamp();
        _ticks[(int)_part] += now - _since;
        (_since, _part) = (now, to);
    }

    /// <summary>Seconds by part since the last call.</summary>
    public void Take(Span<float> seconds)
    {
        Turn(_part);
        for (var index = 0; index < _ticks.Length; index++) seconds[index] = (float)((double)_ticks[index] / clock.TimestampFrequency);
        Array.Clear(_ticks);
    }
}
