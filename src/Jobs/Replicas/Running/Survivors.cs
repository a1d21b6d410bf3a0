using Athanor.Jobs.Replicas.Native;

namespace Athanor.Jobs.Replicas.Running;

/// <summary>Ends processes that may be forking meanwhile: they are stopped until no new one appears, and only then killed, since what is stopped cannot fork.</summary>
internal static class Survivors
{
    private const int Rounds = 50;

    /// <summary>Answers whether there were any.</summary>
    public static bool End(Func<IReadOnlyList<int>> find)
    {
        var stopped = new HashSet<int>();
        for (var round = 0; round < Rounds; round++)
        {
            var found = find().Where(process => ProcessStatus.Read(process) is { IsZombie: false }).Where(stopped.Add).ToList();
            if (found is []) break;
            foreach (var process in found) _ = LibC.Kill(process, Signals.Stop);
        }
        foreach (var process in stopped) _ = LibC.Kill(process, Signals.Kill);
        return stopped.Count > 0;
    }
}
