namespace Athanor.Jobs.Executors.Slurm;

/// <summary>
/// What sbatch runs on the first node. Every value is an argument, so that the text is always the same and the shell reads nothing that anybody
/// wrote: the folder of the attempt, then the program.
/// </summary>
internal static class SlurmScript
{
    public const string NumberFile = "slurm-job";
    public const string MasterFile = "slurm-master";

    public const string Text =
        """
        #!/bin/sh
        # The number first: whoever asked for this job may not have lived to hear it.
        folder=$1
        shift
        printf '%s\n' "$SLURM_JOB_ID" >"$folder/slurm-job.new" && mv "$folder/slurm-job.new" "$folder/slurm-job"
        PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
        export PATH
        first=$(scontrol show hostnames "$SLURM_JOB_NODELIST" | head -n 1)
        scontrol -o show node "$first" | sed -n 's/.* NodeAddr=\([^ ]*\).*/\1/p' >"$folder/slurm-master.new" && mv "$folder/slurm-master.new" "$folder/slurm-master"
        exec srun --mpi=none --kill-on-bad-exit=0 --wait=0 --input=none --output="$folder/slurm-task-%t.log" "$@" worker shim --slurm "$folder"

        """;
}
