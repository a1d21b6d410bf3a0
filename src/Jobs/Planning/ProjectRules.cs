using Athanor.Foundation.Units;

namespace Athanor.Jobs.Planning;

/// <summary>What holds for the jobs of a project, and what it has used lately.</summary>
public sealed record ProjectRules(string Project)
{
    /// <summary>Never more than this at a time, whatever lies idle.</summary>
    public Quota Quota { get; init; } = Quota.None;

    /// <summary>Its weight among the projects that want something. What others leave idle may be borrowed, and is given back when they ask for it.</summary>
    public double Share { get; init; } = 1;

    /// <summary>Processor seconds it used, each counting half after a half-life; accelerators and memory are converted to processors.</summary>
    public double Usage { get; init; }

    /// <summary>The same of each of its people.</summary>
    public IReadOnlyDictionary<string, double> UsageByOwner { get; init; } = new Dictionary<string, double>();
}

/// <summary>Bounds on what runs at a time; null where there is none.</summary>
public sealed record Quota(Cpus? Cpus, Bytes? Memory, int? Accelerators, int? Jobs)
{
    public static Quota None { get; } = new(null, null, null, null);
}
