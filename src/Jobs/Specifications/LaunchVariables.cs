using System.Collections.Frozen;

namespace Athanor.Jobs.Specifications;

/// <summary>Variables that tell a replica its place. The first group is what torchrun sets (torch/distributed/run.py), so that its scripts run unchanged.</summary>
internal static class LaunchVariables
{
    private static readonly FrozenSet<string> Reserved = new[]
    {
        "RANK", "LOCAL_RANK", "WORLD_SIZE", "LOCAL_WORLD_SIZE", "GROUP_RANK", "GROUP_WORLD_SIZE", "ROLE_RANK", "ROLE_NAME", "ROLE_WORLD_SIZE", "MASTER_ADDR", "MASTER_PORT",
        "TORCHELASTIC_RESTART_COUNT", "TORCHELASTIC_MAX_RESTARTS", "TORCHELASTIC_RUN_ID", "CUDA_VISIBLE_DEVICES",
    }.ToFrozenSet(StringComparer.Ordinal);

    public static bool IsReserved(string name) => Reserved.Contains(name) || name.StartsWith("ATHANOR_", StringComparison.Ordinal) || name.StartsWith("SLURM_", StringComparison.Ordinal);
}
