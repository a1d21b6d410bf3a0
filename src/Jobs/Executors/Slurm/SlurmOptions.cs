using Athanor.Foundation.Settings;

namespace Athanor.Jobs.Executors.Slurm;

[Section("slurm")]
public sealed class SlurmOptions : ICheckedOptions
{
    [Setting("A folder that this server and all nodes see under the same path; jobs keep their files there. Empty: there is no Slurm.")]
    public string Folder { get; init; } = "";

    [Setting("Where sbatch, squeue, scancel and scontrol are; empty: on the PATH.")]
    public string Commands { get; init; } = "";

    [Setting("The configuration of the cluster (SLURM_CONF); empty: as the commands find it.")]
    public string Configuration { get; init; } = "";

    [Setting("This program as the nodes see it; empty: under the path it has here.")]
    public string Program { get; init; } = "";

    [Setting("The partition of jobs that name none; empty: the cluster's own default.")]
    public string Partition { get; init; } = "";

    [Setting("The account of jobs that name none; empty: that of the server's user.")]
    public string Account { get; init; } = "";

    [Setting("The region in which the cluster stands. Jobs on data labelled eu-only run only in the region eu.")]
    public string Region { get; init; } = "";

    [Setting("How often the cluster is asked how its jobs stand.", Minimum = 0.1, Maximum = 3600)]
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);

    [Setting("How long a replica may be silent whose node Slurm calls lost, before it is taken for dead.", Minimum = 1, Maximum = 86_400)]
    public TimeSpan SilentFor { get; init; } = TimeSpan.FromSeconds(30);

    [Setting("Address of the main door as the nodes reach it; empty: the one it listens on.")]
    public string ServerUrl { get; init; } = "";

    [Setting("Address of the S3 door as the nodes reach it; empty: the one it listens on.")]
    public string S3Url { get; init; } = "";

    internal bool IsSetUp => Folder.Length > 0;

    public IEnumerable<string> FindFaults()
    {
        if (Folder.Length > 0 && !Path.IsPathFullyQualified(Folder)) yield return "slurm.folder is an absolute path, which all nodes see.";
        foreach (var (name, url) in new[] { ("slurm.server-url", ServerUrl), ("slurm.s3-url", S3Url) })
            if (url.Length > 0 && !(Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")) yield return $"{name} is an address such as http://head:7070.";
    }
}
