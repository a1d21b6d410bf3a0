namespace Athanor.Jobs.Replicas.Native;

/// <summary>The signals by their names and numbers, the same on both architectures that we publish for.</summary>
internal static class Signals
{
    public const int Kill = 9;
    public const int Terminate = 15;
    public const int Continue = 18;
    public const int Stop = 19;

    private static readonly string[] Names =
    [
        "", "SIGHUP", "SIGINT", "SIGQUIT", "SIGILL", "SIGTRAP", "SIGABRT", "SIGBUS", "SIGFPE", "SIGKILL", "SIGUSR1", "SIGSEGV", "SIGUSR2", "SIGPIPE", "SIGALRM", "SIGTERM", "SIGSTKFLT",
        "SIGCHLD", "SIGCONT", "SIGSTOP", "SIGTSTP", "SIGTTIN", "SIGTTOU", "SIGURG", "SIGXCPU", "SIGXFSZ", "SIGVTALRM", "SIGPROF", "SIGWINCH", "SIGIO", "SIGPWR", "SIGSYS",
    ];

    /// <summary>Accepts <c>SIGUSR1</c>, <c>USR1</c> and <c>10</c>; null for what is no signal.</summary>
    public static int? NumberOf(string name)
    {
        if (int.TryParse(name, out var number)) return number is > 0 and < 65 ? number : null;
        var index = Array.FindIndex(Names, known => known.Length > 0 && (known.Equals(name, StringComparison.OrdinalIgnoreCase) || known.AsSpan(3).Equals(name, StringComparison.OrdinalIgnoreCase)));
        return index > 0 ? index : null;
    }

    public static string NameOf(int signal) => signal > 0 && signal < Names.Length ? Names[signal] : $"signal {signal}";
}
