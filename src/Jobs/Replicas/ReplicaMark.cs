using System.Text;

namespace Athanor.Jobs.Replicas;

/// <summary>What a replica's processes are known by: two variables that its shim puts into their environment, and the name of its control groups.</summary>
internal sealed class ReplicaMark(ReplicaFolder folder, ReplicaLaunch launch)
{
    public const string ReplicaVariable = "ATHANOR_REPLICA";
    public const string FolderVariable = "ATHANOR_REPLICA_FOLDER";

    public string Replica { get; } = $"{launch.Job}.{launch.Attempt}.{launch.Rank}";

    public string Folder { get; } = Path.GetFullPath(folder.Path);

    /// <summary>Two servers on one machine may both have a job of this number, so the folder is part of the name.</summary>
    public string GroupName => $"{launch.Job}-{launch.Attempt}-{launch.Rank}-{SumOf(Folder):x16}";

    public IEnumerable<KeyValuePair<string, string>> Environment => launch.Environment
        .Where(variable => variable.Key is not (ReplicaVariable or FolderVariable))
        .Append(new(ReplicaVariable, Replica))
        .Append(new(FolderVariable, Folder));

    /// <summary>Whether a process has this mark, by its <c>/proc/PID/environ</c>.</summary>
    public bool IsIn(ReadOnlySpan<byte> environment) =>
        Contains(environment, $"{ReplicaVariable}={Replica}\0") && Contains(environment, $"{FolderVariable}={Folder}\0");

    // FNV-1a: the framework's own hashes differ from process to process or load a library for it.
    private static ulong SumOf(string text)
    {
        var sum = 14695981039346656037UL;
        foreach (var value in Encoding.UTF8.GetBytes(text)) sum = (sum ^ value) * 1099511628211UL;
        return sum;
    }

    private static bool Contains(ReadOnlySpan<byte> environment, string variable)
    {
        var wanted = Encoding.UTF8.GetBytes(variable);
        return environment.StartsWith(wanted) || environment.IndexOf((byte[])[0, .. wanted]) >= 0;
    }
}
