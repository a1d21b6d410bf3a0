using System.Globalization;
using System.Runtime.InteropServices;

namespace Athanor.Benchmarks.Harness;

/// <summary>The machine a figure belongs to: without it the figure means nothing.</summary>
internal sealed record Machine(string Processor, int Cores, double MemoryGibibytes, string Kernel, string Runtime, string FileSystem)
{
    public static Machine Describe(string directory) => new(
        ValueOf("/proc/cpuinfo", "model name") ?? RuntimeInformation.ProcessArchitecture.ToString(),
        Environment.ProcessorCount,
        Math.Round(Kibibytes(ValueOf("/proc/meminfo", "MemTotal")) / 1024 / 1024, 1),
        File.ReadAllText("/proc/sys/kernel/osrelease").Trim(),
        RuntimeInformation.FrameworkDescription,
        FindFileSystem(directory));

    /// <summary>The number in a line of /proc such as <c>VmRSS:  12345 kB</c>.</summary>
    public static double Kibibytes(string? text) => double.Parse(text?.Split(' ')[0] ?? "0", CultureInfo.InvariantCulture);

    public static string? ValueOf(string file, string name) =>
        File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(':', 2)[1].Trim();

    private static string FindFileSystem(string directory)
    {
        var mounts = File.ReadLines("/proc/mounts").Select(line => line.Split(' '));
        var mount = mounts.Where(parts => IsAbove(parts[1], directory)).MaxBy(parts => parts[1].Length)!;
        return $"{mount[2]} on {mount[0]}";
    }

    private static bool IsAbove(string mountPoint, string directory) =>
        directory == mountPoint || directory.StartsWith(mountPoint.TrimEnd('/') + '/', StringComparison.Ordinal);
}
