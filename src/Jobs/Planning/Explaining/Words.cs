using Athanor.Foundation.Units;
using Athanor.Jobs.Model;
using Athanor.Jobs.Planning.Capacity;

namespace Athanor.Jobs.Planning.Explaining;

/// <summary>Amounts as people say them.</summary>
internal static class Words
{
    public static string Cpus(long thousandths) => $"{new Cpus(thousandths)} {(thousandths == 1000 ? "CPU" : "CPUs")}";

    public static string Accelerators(long count, AcceleratorNeeds? needs)
    {
        var isGpu = needs is null || needs.Kind.Equals(AcceleratorNeeds.Gpu, StringComparison.OrdinalIgnoreCase);
        var name = isGpu ? count == 1 ? "GPU" : "GPUs" : needs!.Kind;
        var memory = needs is { Memory.Value: > 0 } ? $" with {needs.Memory} each" : "";
        return needs?.Model is { } model ? $"{count} {model} {name}{memory}" : $"{count} {name}{memory}";
    }

    public static string Jobs(long count) => count == 1 ? "1 job" : $"{count} jobs";

    public static string Needs(ReplicaNeeds needs)
    {
        var words = new List<string>();
        if (needs.Accelerators is { Count: > 0 } accelerators) words.Add(Accelerators(accelerators.Count, accelerators));
        if (needs.Cpus.Thousandths > 0) words.Add(Cpus(needs.Cpus.Thousandths));
        if (needs.Memory.Value > 0) words.Add(needs.Memory.ToString());
        return words.Count == 0 ? "nothing" : Join(words);
    }

    /// <summary>What a job holds in all, with the kind of accelerators that it asked for.</summary>
    public static string Holds(Amounts amounts, ReplicaNeeds needs)
    {
        var words = new List<string>();
        if (amounts.Accelerators > 0) words.Add(Accelerators(amounts.Accelerators, needs.Accelerators! with { Model = null, Memory = default }));
        if (amounts.Cpus > 0) words.Add(Cpus(amounts.Cpus));
        if (amounts.Memory > 0) words.Add(new Bytes(amounts.Memory).ToString());
        return words.Count == 0 ? "nothing" : Join(words);
    }

    /// <summary>Whole minutes, and never more than it is.</summary>
    public static string Duration(TimeSpan time)
    {
        if (time < TimeSpan.FromMinutes(1)) return Count((long)time.TotalSeconds, "second");
        if (time < TimeSpan.FromHours(2)) return Count((long)time.TotalMinutes, "minute");
        return time < TimeSpan.FromDays(2) ? Count((long)time.TotalHours, "hour") : Count((long)time.TotalDays, "day");
    }

    public static string Join(IReadOnlyList<string> words) => words.Count switch
    {
        0 => "",
        1 => words[0],
        _ => $"{string.Join(", ", words.Take(words.Count - 1))} and {words[^1]}",
    };

    private static string Count(long count, string unit) => count == 1 ? $"1 {unit}" : $"{count} {unit}s";
}
