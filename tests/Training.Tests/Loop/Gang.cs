using Athanor.Compute.Collectives;
using Athanor.Training.Checkpoints;

namespace Athanor.Training.Tests.Loop;

/// <summary>One worker on the thread of the test, several as threads of their own.</summary>
internal static class Gang
{
    public static T[] Run<T>(int size, Func<ICollectives, T> work)
    {
        if (size > 1) return [.. Workers.RunAsync(size, work).GetAwaiter().GetResult()];
        using var alone = new Alone();
        return [work(alone)];
    }
}
