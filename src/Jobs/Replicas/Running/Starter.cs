using Athanor.Jobs.Replicas.Limits;
using Athanor.Jobs.Replicas.Native;
using Microsoft.Win32.SafeHandles;

namespace Athanor.Jobs.Replicas.Running;

/// <summary>Starts the commands of one replica: in its folder, environment, groups and processors, under its account.</summary>
internal sealed class Starter(ReplicaLaunch launch, ReplicaMark mark, IReplicaGroup group, Account? account, SafeFileHandle output)
{
    private const int Words = 16;       // of 64 processors each, as many as Linux can number by default

    /// <summary>The number of the process, or why there is none.</summary>
    public (int? Process, string? Problem) Start(IReadOnlyList<string> command)
    {
        var (program, problem) = CommandPath.Find(command.Count > 0 ? command[0] : "", launch.WorkDirectory, launch.Environment);
        if (program is null) return (null, problem);
        if (command.Any(word => word.Contains('\0'))) return (null, "An argument holds a zero byte, which no argument of a program can.");
        if (launch.Environment.FirstOrDefault(variable => !IsPossible(variable)) is { Key: not null } impossible)
            return (null, $"The variable '{impossible.Key.Replace('\0', '?')}' cannot be part of an environment: a name holds no '=' and is not empty, and neither it nor a value holds a zero byte.");

        // The program by its path, but called as it was asked to be: some look at how they are called.
        var prefix = CommandPrefix.For(launch.Limits, group, account);
        IReadOnlyList<string> arguments = prefix is [] ? command : [.. prefix, program, .. command.Skip(1)];
        var (process, error) = OnThreadOfItsOwn(() => Spawn.Start(prefix is [] ? program : prefix[0], arguments, mark.Environment, launch.WorkDirectory, output));
        return error == 0 ? (process, null) : (null, Explain(program, error));
    }

    // A new process has the groups and processors of the thread that starts it. The thread is given them, and is gone afterwards.
    private (int Process, int Error) OnThreadOfItsOwn(Func<(int Process, int Error)> spawn)
    {
        var result = (Process: 0, Error: 0);
        var failure = (Exception?)null;
        var thread = new Thread(() =>
        {
            try
            {
                if (launch.Limits.Processors is { Count: > 0 } processors) SetAffinity(processors);
                group.Start(() => result = spawn());
            }
            catch (IOException refused)
            {
                failure = refused;
            }
        }, 512 << 10);
        thread.Start();
        thread.Join();
        return failure is null ? result : throw failure;
    }

    private static unsafe void SetAffinity(IReadOnlyList<int> processors)
    {
        var mask = stackalloc ulong[Words];
        new Span<ulong>(mask, Words).Clear();
        foreach (var processor in processors.Where(processor => processor is >= 0 and < Words * 64)) mask[processor / 64] |= 1UL << (processor % 64);
        LibC.ThrowIfFailed(LibC.SetAffinity(0, Words * sizeof(ulong), (byte*)mask), $"The processors {string.Join(',', processors)} cannot be used on {Environment.MachineName}");
    }

    private static bool IsPossible(KeyValuePair<string, string> variable) => variable.Key.Length > 0 && !variable.Key.AsSpan().ContainsAny('=', '\0') && !variable.Value.Contains('\0');

    private static string Explain(string program, int error) => error switch
    {
        Errno.NotExecutable => $"The file {program} is no program for this machine: it is neither made for its processor nor begins with #! and the path of an interpreter.",
        Errno.NotFound => $"The file {program} could not be started: the interpreter or loader that it names, in its line #! or as a program, is not there.",
        Errno.NotPermitted => $"The file {program} could not be started: {Environment.UserName} may not execute it.",
        _ => LibC.Failure(error, $"The file {program} could not be started").Message,
    };
}
