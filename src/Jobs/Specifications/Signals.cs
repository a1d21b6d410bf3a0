namespace Athanor.Jobs.Specifications;

/// <summary>Signals that a job may be sent, by the names that people know them by, with their numbers on Linux.</summary>
internal static class Signals
{
    private static readonly Dictionary<string, int> Numbers = new(StringComparer.OrdinalIgnoreCase)
    {
        ["SIGHUP"] = 1,
        ["SIGINT"] = 2,
        ["SIGUSR1"] = 10,
        ["SIGUSR2"] = 12,
        ["SIGTERM"] = 15,
        ["SIGCONT"] = 18,
        ["SIGURG"] = 23,
    };

    public static int? Find(string name) => Numbers.TryGetValue(name, out var number) ? number : null;
}
