namespace Athanor.Jobs.Executors.Slurm;

/// <summary>A job as squeue tells of it.</summary>
internal sealed record SlurmJob(string Id, string Name, string State, string Reason, string Nodes)
{
    // man squeue, JOB STATE CODES: in all others nothing of the job will run again, since it is never requeued.
    private static readonly string[] Going = ["PENDING", "RUNNING", "CONFIGURING", "COMPLETING", "SUSPENDED", "STOPPED", "SIGNALING", "STAGE_OUT", "RESIZING", "REQUEUED", "REQUEUE_HOLD", "SPECIAL_EXIT"];

    /// <summary>One that the cluster has forgotten is over.</summary>
    public static SlurmJob Gone(string id, string name) => new(id, name, "GONE", "", "");

    public bool IsPending => State is "PENDING" or "CONFIGURING";

    public bool IsOver => !Going.Contains(State, StringComparer.Ordinal);

    /// <summary>Of lines that squeue was asked for in <see cref="Format"/>.</summary>
    public static IReadOnlyDictionary<string, SlurmJob> Parse(string text)
    {
        var jobs = new Dictionary<string, SlurmJob>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            if (line.Split('|', 5) is [var id, var name, var state, var reason, var nodes]) jobs[id.Trim()] = new(id.Trim(), name.Trim(), state.Trim(), reason.Trim(), nodes.Trim());
        return jobs;
    }

    public const string Format = "%i|%j|%T|%r|%N";
}
