namespace Athanor.Jobs.Replicas.Running;

/// <summary>Finds the processes of a replica when nobody is left who is their ancestor.</summary>
internal static class MarkedProcesses
{
    /// <summary>Those that have its mark, all below them, and those whose session is that of its command, given that a marked process is in that, too.</summary>
    public static IReadOnlyList<int> Find(ReplicaMark mark, int session)
    {
        var all = ProcessTree.All().Where(process => process != Environment.ProcessId).ToList();
        var marked = all.Where(process => ProcessTree.Read($"/proc/{process}/environ") is { } environment && mark.IsIn(environment)).ToHashSet();
        if (session > 0 && marked.Any(process => SessionOf(process) == session)) marked.UnionWith(all.Where(process => SessionOf(process) == session));

        // What still has a marked parent was started by it.
        foreach (var process in marked.ToList()) marked.UnionWith(ProcessTree.BelowByParents(process, all));
        return [.. marked.Where(process => process != Environment.ProcessId && process > 1)];
    }

    private static int? SessionOf(int process) => ProcessStatus.Read(process)?.Session;
}
