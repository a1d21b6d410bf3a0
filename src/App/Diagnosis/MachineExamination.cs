using System.Runtime.Intrinsics.X86;
using Athanor.Foundation.Diagnosis;
using Athanor.Foundation.Units;

namespace Athanor.App.Diagnosis;

internal sealed class MachineExamination : IExamination
{
    private static readonly Bytes LittleMemory = Bytes.FromMebibytes(512);

    public string Area => "machine";

    public ValueTask<IReadOnlyList<Finding>> ExamineAsync(CancellationToken cancellation) =>
        ValueTask.FromResult<IReadOnlyList<Finding>>([Processor(), Vectors(), Memory(), ControlGroups()]);

    private Finding Processor()
    {
        var model = ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim();
        return new(Area, "processor", FindingState.Ok, $"{model ?? "unknown model"}, {Environment.ProcessorCount} cores");
    }

    private Finding Vectors()
    {
        if (Avx512F.IsSupported) return new(Area, "vector instructions", FindingState.Ok, "AVX-512");
        if (Avx2.IsSupported && Fma.IsSupported) return new(Area, "vector instructions", FindingState.Ok, "AVX2 with FMA");
        if (System.Runtime.Intrinsics.Arm.AdvSimd.IsSupported) return new(Area, "vector instructions", FindingState.Ok, "NEON");
        return new(Area, "vector instructions", FindingState.Warning, "none known", "Hashing and arithmetic run several times slower.", "Run on a processor with AVX2, and check that virtualisation does not hide it.");
    }

    private Finding Memory()
    {
        var values = ReadLines("/proc/meminfo").Select(line => line.Split(':', 2)).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1]);
        var (total, available) = (KibibytesOf(values, "MemTotal"), KibibytesOf(values, "MemAvailable"));
        var text = $"{available} available of {total}";
        return available >= LittleMemory
            ? new(Area, "memory", FindingState.Ok, text)
            : new(Area, "memory", FindingState.Warning, text, "The server may be ended by the system under load.", "Stop other programs or add memory; the server itself needs about 150 MiB.");
    }

    private Finding ControlGroups()
    {
        if (File.Exists("/sys/fs/cgroup/cgroup.controllers")) return new(Area, "control groups", FindingState.Ok, "version 2");
        if (Directory.Exists("/sys/fs/cgroup/memory")) return new(Area, "control groups", FindingState.Ok, "version 1");
        return new(Area, "control groups", FindingState.Missing, "none", "Limits on memory and processors of other processes cannot be enforced.", "Mount cgroup2 at /sys/fs/cgroup, as systemd does.");
    }

    private static IEnumerable<string> ReadLines(string file) => File.Exists(file) ? File.ReadLines(file) : [];

    private static Bytes KibibytesOf(Dictionary<string, string> values, string name) =>
        values.TryGetValue(name, out var text) && long.TryParse(text.Replace("kB", "", StringComparison.Ordinal).Trim(), out var count) ? new(count << 10) : default;
}
