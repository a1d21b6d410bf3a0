using System.Globalization;
using Athanor.Jobs.Replicas.Native;

namespace Athanor.Jobs.Replicas.Limits;

/// <summary>A group in each hierarchy of control groups of version 1 that we may write. See https://docs.kernel.org/admin-guide/cgroup-v1/.</summary>
internal sealed class GroupsOfVersionOne : IReplicaGroup
{
    private const int Period = 100_000;

    private readonly Dictionary<string, string> _folders;
    private readonly ReplicaLimits _limits;

    private GroupsOfVersionOne(Dictionary<string, string> folders, ReplicaLimits limits) => (_folders, _limits) = (folders, limits);

    public IReadOnlyList<string> Folders => [.. _folders.Values];

    public bool BoundsMemory { get; private set; }

    /// <summary>Without the cache of files, which the kernel takes back when somebody needs the room.</summary>
    public long? MemoryBytes => Folder("memory") is { } memory && GroupFile.ReadNumber(memory, "memory.stat", "total_rss") is { } own ? own + (GroupFile.ReadNumber(memory, "memory.stat", "total_shmem") ?? 0) : null;

    public long? PeakMemoryBytes => Folder("memory") is { } memory ? GroupFile.ReadNumber(memory, "memory.max_usage_in_bytes") : null;

    public long OutOfMemoryKills => Folder("memory") is { } memory ? GroupFile.ReadNumber(memory, "memory.oom_control", "oom_kill") ?? 0 : 0;

    /// <summary>Null where no hierarchy lets us make groups.</summary>
    public static GroupsOfVersionOne? TryCreate(OwnGroups own, string name, ReplicaLimits limits)
    {
        var folders = new Dictionary<string, string>();
        foreach (var controller in ControllersFor(limits).Where(own.ByController.ContainsKey))
        {
            var parent = Path.Combine(own.ByController[controller], "athanor");
            var folder = Path.Combine(parent, name);
            if (!GroupFile.TryCreate(parent) || !GroupFile.TryCreate(folder)) continue;
            if (controller == "cpuset" && !(TryInherit(parent) && TryInherit(folder))) continue;
            folders[controller] = folder;
        }
        if (folders.Count == 0) return null;
        var groups = new GroupsOfVersionOne(folders, limits);
        groups.Apply(limits);
        return groups;
    }

    /// <summary>
    /// In version 1 a thread can go into a group by itself, and what it starts stays there. It leaves the group by ending; until then it must not be counted itself.
    /// </summary>
    public void Start(Action spawn)
    {
        LimitProcesses("max");
        foreach (var folder in _folders.Values) GroupFile.TryWrite(folder, "tasks", "0");
        spawn();
        if (_limits.Processes is { } processes) LimitProcesses(processes.ToString(CultureInfo.InvariantCulture));
    }

    public IReadOnlyList<int>? Processes() => GroupFile.Processes(_folders.Values.First());

    public void Kill() => KillIn(Folders);

    public void Remove()
    {
        foreach (var folder in _folders.Values) GroupFile.TryRemove(folder);
    }

    /// <summary>Also for whoever cleans up, and knows no more than the folders.</summary>
    public static void KillIn(IReadOnlyList<string> folders)
    {
        var freezers = folders.Where(folder => File.Exists(Path.Combine(folder, "freezer.state"))).ToList();
        foreach (var freezer in freezers) GroupFile.TryWrite(freezer, "freezer.state", "FROZEN");
        foreach (var process in folders.SelectMany(GroupFile.Processes).Distinct()) _ = LibC.Kill(process, Signals.Kill);
        foreach (var freezer in freezers) GroupFile.TryWrite(freezer, "freezer.state", "THAWED");
    }

    private void Apply(ReplicaLimits limits)
    {
        if (limits.Memory is { } memory && Folder("memory") is { } memoryFolder)
        {
            BoundsMemory = GroupFile.TryWrite(memoryFolder, "memory.limit_in_bytes", memory.Value.ToString(CultureInfo.InvariantCulture));
            GroupFile.TryWrite(memoryFolder, "memory.memsw.limit_in_bytes", memory.Value.ToString(CultureInfo.InvariantCulture));
        }
        if (limits.Cpus is { } cpus && Folder("cpu") is { } cpu)
        {
            GroupFile.TryWrite(cpu, "cpu.cfs_period_us", Period.ToString(CultureInfo.InvariantCulture));
            GroupFile.TryWrite(cpu, "cpu.cfs_quota_us", Math.Max(1000, cpus.Thousandths * (Period / 1000)).ToString(CultureInfo.InvariantCulture));
        }
        if (limits.Processors is { Count: > 0 } processors && Folder("cpuset") is { } cpuset) GroupFile.TryWrite(cpuset, "cpuset.cpus", string.Join(',', processors));
    }

    private static IEnumerable<string> ControllersFor(ReplicaLimits limits)
    {
        yield return "memory";
        yield return "pids";
        yield return "freezer";
        if (limits.Cpus is not null) yield return "cpu";
        if (limits.Processors.Count > 0) yield return "cpuset";
    }

    private void LimitProcesses(string count)
    {
        if (_limits.Processes is not null && Folder("pids") is { } pids) GroupFile.TryWrite(pids, "pids.max", count);
    }

    private string? Folder(string controller) => _folders.GetValueOrDefault(controller);

    // A new group of this controller has no processors and no memory, and takes nobody in.
    private static bool TryInherit(string folder)
    {
        var parent = Path.GetDirectoryName(folder)!;
        foreach (var name in (string[])["cpuset.cpus", "cpuset.mems"])
        {
            if (GroupFile.TryRead(folder, name) is { Length: > 0 }) continue;
            if (GroupFile.TryRead(parent, name) is not { Length: > 0 } value || !GroupFile.TryWrite(folder, name, value)) return false;
        }
        return true;
    }
}
