using System.Diagnostics;

namespace Athanor.Conformance;

/// <summary>Waits for what another thread or process will bring about. The patience only decides how long a failing test takes.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static async Task HoldsAsync(Func<Task<bool>> condition, string expectation)
    {
        var start = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(start) > Patience) Assert.Fail($"This did not come true: {expectation}.");
            await Task.Delay(Pause);
        }
    }
}
