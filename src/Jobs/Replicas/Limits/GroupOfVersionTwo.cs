using System.Globalization;
using Athanor.Jobs.Replicas.Native;

namespace Athanor.Jobs.Replicas.Limits;

/// <summary>A control group of version 2. See https://docs.kernel.org/admin-guide/cgroup-v2.html.</summary>
internal sealed class GroupOfVersionTwo : IReplicaGroup
{
    private const int Period = 100_000;

    /// <summary>The leaf for ourselves: a group that gives controllers to groups below it must have no processes of its own.</summary>
    private const string Leaf = "athanor-processes";

    private readonly string _own;
    private readonly string _folder;
    private readonly ReplicaLimits _limits;

    private GroupOfVersionTwo(string own, string folder, ReplicaLimits limits) => (_own, _folder, _limits) = (own, folder, limits);

    public IReadOnlyList<string> Folders => [_folder];

    public bool BoundsMemory => File.Exists(Path.Combine(_folder, "memory.max"));

    /// <summary>Without the cache of files, which the kernel takes back when somebody needs the room.</summary>
    public long? MemoryBytes => GroupFile.ReadNumber(_folder, "memory.stat", "anon") is { } own ? own + (GroupFile.ReadNumber(_folder, "memory.stat", "shmem") ?? 0) : null;

    public long? PeakMemoryBytes => GroupFile.ReadNumber(_folder, "memory.peak");

    public long OutOfMemoryKills => GroupFile.ReadNumber(_folder, "memory.events", "oom_kill") ?? 0;

    /// <summary>Null where the group of this process does not let us make groups that have a memory controller.</summary>
    public static GroupOfVersionTwo? TryCreate(OwnGroups own, string name, ReplicaLimits limits)
    {
        if (own.Unified is not { } folder) return null;
        var top = Path.GetFileName(folder) == Leaf ? Path.GetDirectoryName(folder)! : folder;
        var controllers = GroupFile.TryRead(top, "cgroup.controllers")?.Split(' ') ?? [];
        var parent = Path.Combine(top, "athanor");
        if (!controllers.Contains("memory") || !GroupFile.TryCreate(parent)) return null;

        var group = Path.Combine(parent, name);
        return TryDelegate(top, controllers, makeRoom: true) && TryDelegate(parent, controllers, makeRoom: false) && GroupFile.TryCreate(group) ? new(OwnGroups.Read().Unified ?? folder, group, limits) : null;
    }

    /// <summary>
    /// Version 2 takes in whole processes only, so the shim goes in, starts the process, and goes back. The limits follow then, since they would count the shim;
    /// they hold for the group, whatever is in it already.
    /// </summary>
    public void Start(Action spawn)
    {
        foreach (var limit in (string[])["memory.max", "pids.max"]) GroupFile.TryWrite(_folder, limit, "max");
        GroupFile.TryWrite(_folder, "cgroup.procs", "0");
        try
        {
            spawn();
        }
        finally
        {
            GroupFile.TryWrite(_own, "cgroup.procs", "0");
            Apply();
        }
    }

    public IReadOnlyList<int>? Processes() => GroupFile.Processes(_folder);

    public void Kill() => KillIn(_folder);

    public void Remove() => GroupFile.TryRemove(_folder);

    /// <summary>Also for whoever cleans up, and knows no more than the folder.</summary>
    public static void KillIn(string folder)
    {
        if (GroupFile.TryWrite(folder, "cgroup.kill", "1")) return;
        GroupFile.TryWrite(folder, "cgroup.freeze", "1");
        foreach (var process in GroupFile.Processes(folder)) _ = LibC.Kill(process, Signals.Kill);
        GroupFile.TryWrite(folder, "cgroup.freeze", "0");
    }

    private void Apply()
    {
        if (_limits.Processes is { } processes) GroupFile.TryWrite(_folder, "pids.max", processes.ToString(CultureInfo.InvariantCulture));
        if (_limits.Cpus is { } cpus) GroupFile.TryWrite(_folder, "cpu.max", $"{Math.Max(1000, cpus.Thousandths * (Period / 1000))} {Period}");
        if (_limits.Processors is { Count: > 0 } processors) GroupFile.TryWrite(_folder, "cpuset.cpus", string.Join(',', processors));
        if (_limits.Memory is not { } memory) return;
        GroupFile.TryWrite(_folder, "memory.swap.max", "0");
        GroupFile.TryWrite(_folder, "memory.oom.group", "1");
        GroupFile.TryWrite(_folder, "memory.max", memory.Value.ToString(CultureInfo.InvariantCulture));
    }

    private static bool TryDelegate(string folder, string[] controllers, bool makeRoom)
    {
        var wanted = string.Join(' ', ((string[])["memory", "pids", "cpu", "cpuset"]).Where(controllers.Contains).Select(controller => $"+{controller}"));
        if (GroupFile.TryWrite(folder, "cgroup.subtree_control", wanted)) return true;
        if (!makeRoom || !GroupFile.TryCreate(Path.Combine(folder, Leaf))) return false;
        foreach (var process in GroupFile.Processes(folder).Append(Environment.ProcessId)) GroupFile.TryWrite(Path.Combine(folder, Leaf), "cgroup.procs", process.ToString(CultureInfo.InvariantCulture));
        return GroupFile.TryWrite(folder, "cgroup.subtree_control", wanted);
    }
}
