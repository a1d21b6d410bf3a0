using Athanor.Foundation.Documents;
using Athanor.Foundation.Units;
using Athanor.Jobs.Model;

namespace Athanor.Jobs.Specifications;

/// <summary>What each replica needs. GPUs have words of their own, since most people ask for nothing else.</summary>
internal static class NeedsReader
{
    private const int MostAccelerators = 1024;
    private static readonly Cpus MostCpus = Cpus.Of(100_000);

    public static ReplicaNeeds Read(Section? section, JobsOptions options)
    {
        if (section is null) return new(Cpus.Of(1), options.MemoryPerCpu);
        var cpus = section.Scalar("cpus") is { } count ? CpusOf(count) : Cpus.Of(1);
        var memory = section.Scalar("memory") is { } size
            ? size.Size("memory") is { Value: > 0 } some ? some : throw size.Expected("memory", "more than nothing")
            : new Bytes((long)Math.Ceiling(options.MemoryPerCpu.Value * cpus.Count));
        var needs = new ReplicaNeeds(cpus, memory) { Accelerators = AcceleratorsOf(section) };
        section.RefuseOthers();
        return needs;
    }

    private static Cpus CpusOf(Scalar scalar) => Cpus.TryParse(scalar.Text, out var cpus) && cpus.Thousandths > 0 && cpus <= MostCpus
        ? cpus
        : throw scalar.Expected("cpus", "a number of processors above zero, such as 4 or 0.5");

    private static AcceleratorNeeds? AcceleratorsOf(Section section)
    {
        var (gpus, model, memory) = (section.Scalar("gpus"), section.Scalar("gpuModel"), section.Scalar("gpuMemory"));
        if (section.SectionOf("accelerators") is { } others)
        {
            if ((gpus ?? model ?? memory) is { } both) throw both.Fault("`gpus` is a short form of `accelerators`; say one of them");
            return OthersOf(others);
        }
        if (gpus is null) return (model ?? memory) is { } lonely ? throw lonely.Fault("`gpus` is missing: how many of them") : null;
        var count = gpus.Within("gpus", 0, MostAccelerators);
        return count == 0 ? null : new(AcceleratorNeeds.Gpu, count) { Model = model?.Text, Memory = memory?.Size("gpuMemory") ?? default };
    }

    private static AcceleratorNeeds OthersOf(Section section)
    {
        var kind = section.Scalar("kind") is { } name ? KindOf(name) : AcceleratorNeeds.Gpu;
        var needs = new AcceleratorNeeds(kind, section.Required("count").Within("count", 1, MostAccelerators))
        {
            Model = section.Scalar("model") is { Text.Length: > 0 } model ? model.Text : null,
            Memory = section.Scalar("memory")?.Size("memory") ?? default,
        };
        section.RefuseOthers();
        return needs;
    }

    private static string KindOf(Scalar name) => name.Text.Length is > 0 and <= 40 && name.Text.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '-' or '_')
        ? name.Text
        : throw name.Expected("kind", "a kind in lower-case letters, digits and hyphens, such as gpu or tpu");
}
