using System.Globalization;
using Athanor.Foundation.Units;

namespace Athanor.Compute.Inventory;

/// <summary>What this machine has to compute with.</summary>
public sealed record MachineInventory(Processors Processors, Bytes Memory, IReadOnlyList<Accelerator> Accelerators, IReadOnlyList<string> RdmaDevices, bool MeasuresEnergy)
{
    /// <summary>Reads it; what cannot be read is left out.</summary>
    public static MachineInventory Read() => Read("/", Inventory.Accelerators.Read());

    /// <summary>From the files below a folder, as they lie below the root of a machine.</summary>
    internal static MachineInventory Read(string root, IReadOnlyList<Accelerator> accelerators)
    {
        string At(string path) => Path.Combine(root, path);
        var status = ReadFields(At("proc/self/status"));
        var usable = status.TryGetValue("Cpus_allowed_list", out var list) ? ProcessorText.ParseList(list) : [.. Enumerable.Range(0, Environment.ProcessorCount)];
        var memory = ReadFields(At("proc/meminfo")).GetValueOrDefault("MemTotal", "0 kB");
        return new(
            ProcessorText.Describe(TryRead(At("proc/cpuinfo")), usable, ReadNodes(At("sys/devices/system/node"), usable)),
            new(long.Parse(memory.Split(' ')[0], CultureInfo.InvariantCulture) << 10),
            accelerators,
            [.. Entries(At("sys/class/infiniband")).Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)],
            Entries(At("sys/class/powercap")).Any(zone => TryRead(Path.Combine(zone, "energy_uj")).Length > 0));
    }

    // A node without processors of ours, such as one of memory alone, places nothing.
    private static IReadOnlyList<NumaNode> ReadNodes(string folder, IReadOnlyList<int> usable) =>
    [
        .. from node in Entries(folder)
           let name = Path.GetFileName(node)
           where name.StartsWith("node", StringComparison.Ordinal) && int.TryParse(name.AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture, out _)
           let processors = ProcessorText.ParseList(TryRead(Path.Combine(node, "cpulist"))).Intersect(usable).ToList()
           where processors.Count > 0
           let number = int.Parse(name.AsSpan(4), CultureInfo.InvariantCulture)
           orderby number
           select new NumaNode(number, processors),
    ];

    private static Dictionary<string, string> ReadFields(string file) =>
        TryRead(file).Split('\n').Select(line => line.Split(':', 2)).Where(field => field.Length == 2).GroupBy(field => field[0]).ToDictionary(fields => fields.Key, fields => fields.First()[1].Trim());

    private static IEnumerable<string> Entries(string folder) => Directory.Exists(folder) ? Directory.EnumerateFileSystemEntries(folder) : [];

    private static string TryRead(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
