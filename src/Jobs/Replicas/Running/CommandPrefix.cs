using Athanor.Jobs.Replicas.Limits;

namespace Athanor.Jobs.Replicas.Running;

/// <summary>
/// Programs of util-linux that change what only a process itself can change about itself, and then become the command. No shell is among them: a shell would drop variables whose names it does not like.
/// </summary>
internal static class CommandPrefix
{
    private static readonly string[] Folders = ["/usr/bin", "/bin", "/usr/local/bin", "/usr/sbin"];

    public static string? Find(string program) => Folders.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    /// <summary>
    /// Where no group bounds memory, each process's address space is bounded; that is less than bounding the replica. The number of processes has no such stand-in: its limit counts all of an account's
    /// processes, and none of root's.
    /// </summary>
    public static IReadOnlyList<string> For(ReplicaLimits limits, IReplicaGroup group, Account? account)
    {
        var prefix = new List<string>();
        if (limits.Memory is { } memory && !group.BoundsMemory && Find("prlimit") is { } prlimit) prefix.AddRange([prlimit, $"--as={memory.Value}:{memory.Value}", "--"]);
        if (account is { IsOurs: false } && Find("setpriv") is { } setpriv) prefix.AddRange([setpriv, $"--reuid={account.User}", $"--regid={account.Group}", "--init-groups", "--"]);
        return prefix;
    }

    /// <summary>Why a command cannot run under an account; null where it can.</summary>
    public static string? ProblemWith(string name, Account? account)
    {
        if (account is null) return $"There is no account '{name}' on {Environment.MachineName}.";
        if (account.IsOurs) return null;
        if (!Environment.IsPrivilegedProcess) return $"Only root may run a job under another account, here '{name}', and Athanor runs as '{Environment.UserName}'.";
        return Find("setpriv") is null ? $"To run a job as '{name}' takes the program setpriv, which belongs to util-linux." : null;
    }
}
