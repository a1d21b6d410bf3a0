using System.Globalization;
using Athanor.Foundation.Problems;
using Athanor.Jobs.Model;

namespace Athanor.Jobs.Executors.Slurm;

/// <summary>A specification in the words of sbatch.</summary>
internal static class SlurmRequest
{
    // Slurm's own limit comes after ours, so that a job that is stopped for it is stopped with its grace.
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(2);

    // What people may say of their own: each is passed as one argument, with its name.
    private static readonly string[] Options = ["partition", "account", "qos", "constraint", "reservation", "licenses", "nodelist", "exclude", "nodes"];

    public static IReadOnlyList<string> Arguments(JobSpecification specification, SlurmOptions options)
    {
        RefuseUnknown(specification);
        var arguments = new List<string>
        {
            $"--ntasks={specification.Replicas}",
            $"--cpus-per-task={CpusOf(specification.Needs)}",
            $"--mem-per-cpu={MebibytesPerCpu(specification.Needs)}M",
            "--no-requeue",     // tries are ours: each has a number, a folder and a key of its own
            "--kill-on-invalid-dep=yes",
            "--export=NIL",
        };
        if (specification.TimeLimit is { } limit) arguments.Add($"--time={Math.Ceiling((limit + Slack).TotalMinutes).ToString(CultureInfo.InvariantCulture)}");
        if (specification.Needs.Accelerators is { } accelerators) arguments.Add(AcceleratorsOf(accelerators));
        if (specification.Priority != 0) arguments.Add($"--nice={-specification.Priority}");
        var words = new Dictionary<string, string>(StringComparer.Ordinal);
        if (options.Partition.Length > 0) words["partition"] = options.Partition;
        if (options.Account.Length > 0) words["account"] = options.Account;
        foreach (var (name, value) in specification.Options) words[name] = value;
        arguments.AddRange(words.Select(word => $"--{word.Key}={word.Value}"));
        return arguments;
    }

    private static void RefuseUnknown(JobSpecification specification)
    {
        if (specification.Options.Keys.FirstOrDefault(name => !Options.Contains(name, StringComparer.Ordinal)) is { } unknown)
            throw new ProblemException(JobsProblems.UnknownOption(unknown, Options));
    }

    private static long CpusOf(ReplicaNeeds needs) => (needs.Cpus.Thousandths + 999) / 1000;

    private static long MebibytesPerCpu(ReplicaNeeds needs) => Math.Max(1, (needs.Memory.Value / CpusOf(needs)) >> 20);

    // GPUs have an option of their own, which also binds each task to its own ones; other kinds are generic resources of the node.
    private static string AcceleratorsOf(AcceleratorNeeds needs)
    {
        var type = needs.Model is { } model ? $"{model.ToLowerInvariant()}:" : "";
        return needs.Kind == AcceleratorNeeds.Gpu ? $"--gpus-per-task={type}{needs.Count}" : $"--gres={needs.Kind}:{type}{needs.Count}";
    }
}
