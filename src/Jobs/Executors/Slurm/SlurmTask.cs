using System.Globalization;
using Athanor.Jobs.Replicas;

namespace Athanor.Jobs.Executors.Slurm;

/// <summary>One task of a Slurm job on its node: completes what could not be known before it was there, and becomes the shim of its rank.</summary>
public static class SlurmTask
{
    private const string NodeFile = "node";

    /// <param name="attempt">The folder of the attempt.</param>
    public static int Run(string attempt)
    {
        var rank = Number("SLURM_PROCID");
        var folder = new ReplicaFolder(Path.Combine(attempt, $"replica-{rank}"));
        if (folder.ReadLaunch() is { } launch && folder.ReadEnd() is null)
        {
            folder.Write(launch with { Environment = Complete(launch.Environment, attempt) });
            File.WriteAllText(Path.Combine(folder.Path, NodeFile), Variable("SLURMD_NODENAME"));
        }
        return ShimProgram.Run([folder.Path]);
    }

    internal static string? NodeOf(ReplicaFolder folder)
    {
        var file = Path.Combine(folder.Path, NodeFile);
        return File.Exists(file) ? File.ReadAllText(file).Trim() : null;
    }

    /// <summary>Who stands where, in the words of torchrun; and all that Slurm says, for programs that know it.</summary>
    private static Dictionary<string, string> Complete(IReadOnlyDictionary<string, string> known, string attempt)
    {
        var variables = new Dictionary<string, string>(known, StringComparer.Ordinal);
        foreach (System.Collections.DictionaryEntry entry in Environment.GetEnvironmentVariables())
            if (entry is { Key: string name, Value: string value } && (name.StartsWith("SLURM", StringComparison.Ordinal) || name is "CUDA_VISIBLE_DEVICES" or "ROCR_VISIBLE_DEVICES" or "TMPDIR")) variables[name] = value;
        variables.TryAdd("CUDA_VISIBLE_DEVICES", "");
        var (node, local, world) = (Number("SLURM_NODEID"), Number("SLURM_LOCALID"), Number("SLURM_NTASKS"));
        var locals = TasksOn(Variable("SLURM_STEP_TASKS_PER_NODE"), node);
        foreach (var (name, value) in new (string, int)[]
                 {
                     ("LOCAL_RANK", local), ("LOCAL_WORLD_SIZE", locals), ("GROUP_RANK", node), ("GROUP_WORLD_SIZE", Number("SLURM_NNODES")), ("WORLD_SIZE", world), ("ROLE_WORLD_SIZE", world),
                 })
            variables[name] = value.ToString(CultureInfo.InvariantCulture);
        variables["MASTER_ADDR"] = File.ReadAllText(Path.Combine(attempt, SlurmScript.MasterFile)).Trim();
        return variables;
    }

    /// <summary>Of <c>2(x3),1</c>: two on each of the first three nodes, one on the fourth.</summary>
    internal static int TasksOn(string text, int node)
    {
        var first = 0;
        foreach (var part in text.Split(','))
        {
            var words = part.TrimEnd(')').Split("(x");
            var nodes = words.Length > 1 ? int.Parse(words[1], CultureInfo.InvariantCulture) : 1;
            if (node < first + nodes) return int.Parse(words[0], CultureInfo.InvariantCulture);
            first += nodes;
        }
        return 1;
    }

    private static int Number(string name) => int.TryParse(Variable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static string Variable(string name) => Environment.GetEnvironmentVariable(name) ?? "";
}
