using System.Globalization;

namespace Athanor.Compute.Inventory;

/// <summary>Reads what the kernel writes about processors, in <c>/proc/cpuinfo</c> and in lists such as <c>0-3,8</c>.</summary>
internal static class ProcessorText
{
    private static readonly string[] Vectors = ["avx2", "avx512f", "avx512_bf16", "avx512_vnni", "amx_tile", "asimd", "sve"];

    /// <summary>An entry for each processor: its fields by name.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> ParseEntries(string text) =>
    [
        .. from entry in text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
           select (IReadOnlyDictionary<string, string>)entry.Split('\n').Select(line => line.Split(':', 2)).Where(field => field.Length == 2)
               .GroupBy(field => field[0].Trim()).ToDictionary(fields => fields.Key, fields => fields.First()[1].Trim()),
    ];

    public static IReadOnlyList<int> ParseList(string text) =>
    [
        .. from range in text.Trim().Split(',', StringSplitOptions.RemoveEmptyEntries)
           let ends = range.Split('-').Select(end => int.Parse(end, CultureInfo.InvariantCulture)).ToArray()
           from number in Enumerable.Range(ends[0], ends[^1] - ends[0] + 1)
           select number,
    ];

    /// <summary>Of the processors that we may use. Where a virtual machine does not say how they lie, each is a core of one socket.</summary>
    public static Processors Describe(string information, IReadOnlyList<int> usable, IReadOnlyList<NumaNode> nodes)
    {
        var entries = ParseEntries(information).Where(entry => entry.ContainsKey("processor")).ToList();
        var ours = entries.Where(entry => usable.Contains(int.Parse(entry["processor"], CultureInfo.InvariantCulture))).ToList();
        if (ours is []) ours = entries;
        string Field(IReadOnlyDictionary<string, string> entry, string name) => entry.GetValueOrDefault(name, "");

        var sockets = ours.Select(entry => Field(entry, "physical id")).Distinct().Count();
        var cores = ours.Select(entry => (Field(entry, "physical id"), entry.GetValueOrDefault("core id", entry["processor"]))).Distinct().Count();
        var features = ours is [] ? [] : $"{Field(ours[0], "flags")} {Field(ours[0], "Features")}".Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var model = ours.Select(entry => entry.GetValueOrDefault("model name") ?? entry.GetValueOrDefault("CPU part")).FirstOrDefault(name => name is not null) ?? "unknown";
        return new(usable, model, sockets, cores, nodes, [.. Vectors.Where(features.Contains)]);
    }
}
