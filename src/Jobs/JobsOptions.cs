using Athanor.Foundation.Settings;
using Athanor.Foundation.Units;

namespace Athanor.Jobs;

[Section("jobs")]
public sealed class JobsOptions : ICheckedOptions
{
    [Setting("How many processors jobs on this machine may use together; 0: all of them. A greater number than there are is a pretence, for trying things out.", Minimum = 0, Maximum = 100_000)]
    public double Cpus { get; init; }

    [Setting("How much memory jobs on this machine may use together; 0: nine tenths of it.", Minimum = 0)]
    public Bytes Memory { get; init; }

    [Setting("Accelerators of this machine that nobody can detect, or that are only pretended: KIND:MODEL:COUNT:MEMORY, separated by commas, such as gpu:h100:8:80GiB.")]
    public string Accelerators { get; init; } = "";

    [Setting("What a replica gets that asks for no memory, for each processor.", Minimum = 1 << 20)]
    public Bytes MemoryPerCpu { get; init; } = Bytes.FromMebibytes(1024);

    [Setting("How many processes a replica may have at a time.", Minimum = 1, Maximum = 4_000_000)]
    public int Processes { get; init; } = 4096;

    [Setting("How much of each replica's log is kept; what exceeds it is dropped from the beginning.", Minimum = 1 << 20)]
    public Bytes LogBudget { get; init; } = Bytes.FromMebibytes(1024);

    [Setting("Where the folders of jobs lie; empty: jobs in the data directory. Jobs under another account need one that it can reach.")]
    public string Folder { get; init; } = "";

    [Setting("The account under which jobs run, where the server runs as root; empty: that of the server.")]
    public string Account { get; init; } = "";

    [Setting("The region in which this machine stands. Jobs on data labelled eu-only run only in the region eu.")]
    public string Region { get; init; } = "";

    [Setting("Which executor runs a job that names none.", OneOf = ["local", "slurm"])]
    public string Executor { get; init; } = "local";

    [Setting("How long a stopped replica may take to end before it is killed.", Minimum = 0, Maximum = 3600)]
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(10);

    [Setting("After how long what a project used counts half in its fair share.", Minimum = 60, Maximum = 86_400 * 365)]
    public TimeSpan UsageHalfLife { get; init; } = TimeSpan.FromDays(7);

    [Setting("Whether running jobs with checkpoints may be asked to make room for others.")]
    public bool Preempts { get; init; } = true;

    [Setting("A job that reports its steps hangs when no rank reports one for so many times a usual step; 0: never.", Minimum = 0, Maximum = 1_000_000)]
    public double HangFactor { get; init; } = 20;

    [Setting("However short its steps are, a job hangs no sooner than this after its last one.", Minimum = 1, Maximum = 86_400)]
    public TimeSpan HangLeast { get; init; } = TimeSpan.FromMinutes(2);

    [Setting("How many jobs may wait or run at a time; a submission beyond it is refused.", Minimum = 1, Maximum = 10_000_000)]
    public int MaximumJobs { get; init; } = 100_000;

    [Setting("How long the folder of an ended job is kept, with its log; 0: for ever.", Minimum = 0, Maximum = 86_400 * 36_500.0)]
    public TimeSpan KeptFor { get; init; } = TimeSpan.FromDays(30);

    public IEnumerable<string> FindFaults()
    {
        if (Account.Length > 0 && Folder.Length == 0) yield return "jobs.account needs jobs.folder: a folder that the account can reach, since the data directory is the server's alone.";
        if (Folder.Length > 0 && !Path.IsPathFullyQualified(Folder)) yield return "jobs.folder is an absolute path.";
        if (DeclaredAccelerators.Parse(Accelerators) is null) yield return "jobs.accelerators is KIND:MODEL:COUNT:MEMORY, separated by commas, such as gpu:h100:8:80GiB,tpu:v5:4:16GiB.";
    }
}
