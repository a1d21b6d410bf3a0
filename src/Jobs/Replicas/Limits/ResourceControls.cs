using Athanor.Foundation.Units;
using Athanor.Jobs.Replicas.Running;

namespace Athanor.Jobs.Replicas.Limits;

/// <summary>What of this machine bounds replicas.</summary>
public static class ResourceControls
{
    /// <summary>For <c>athanor doctor</c>; it makes a group for a moment to see what comes of it.</summary>
    public static LimitsReport Describe()
    {
        var limits = new ReplicaLimits { Memory = Bytes.FromMebibytes(64), Processes = 8, Cpus = Cpus.Of(1), Processors = [0] };
        var group = ReplicaGroup.Create($"probe-{Environment.ProcessId}", limits);
        try
        {
            return Describe(group);
        }
        finally
        {
            group.Remove();
        }
    }

    internal static LimitsReport Describe(IReplicaGroup group)
    {
        var version = group is GroupOfVersionTwo ? "2" : "1";
        bool Has(params ReadOnlySpan<string> files)
        {
            foreach (var file in files)
            {
                if (group.Folders.Any(folder => File.Exists(Path.Combine(folder, file)))) return true;
            }
            return false;
        }

        return new(
            group is NoGroup ? null : $"control groups of version {version}",
            group.BoundsMemory ? "the memory of all its processes together" : CommandPrefix.Find("prlimit") is null ? null : "the address space of each of its processes by itself, which is less than it sounds",
            Has("pids.max") ? "the number of its processes" : null,
            Has("cpu.max", "cpu.cfs_quota_us") ? "its share of processors" : null,
            Has("cpuset.cpus") ? "its processors, which it cannot leave" : "its processors, unless it chooses others itself",
            Environment.IsPrivilegedProcess && CommandPrefix.Find("setpriv") is not null ? "under any account of this machine" : null,
            Has("cgroup.kill") ? "all its processes at once" : Has("freezer.state", "cgroup.freeze") ? "all its processes, none of which can fork meanwhile" : "its processes one by one, until none is left");
    }
}
