using System.Globalization;

namespace Athanor.Training.Worker;

/// <summary>Says the step to whoever watches the job, a few times a second at most.</summary>
internal sealed class ProgressFile(string? path, TimeProvider clock)
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(250);
    private long _last;

    public void Write(long step)
    {
        if (path is null || (_last != 0 && clock.GetElapsedTime(_last) < Often)) return;
        _last = clock.GetTimestamp();
        try
        {
            File.WriteAllText(path, step.ToString(CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            // A disk without room is no reason to stop.
        }
    }
}
