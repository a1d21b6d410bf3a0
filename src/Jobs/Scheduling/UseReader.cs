using Athanor.Foundation.Units;
using Athanor.Foundation.Usage;
using Athanor.Jobs.Executors;
using Athanor.Jobs.Model;
using Athanor.Jobs.Replicas;
using Athanor.Jobs.Replicas.Samples;

namespace Athanor.Jobs.Scheduling;

/// <summary>Reads in the folders of an attempt what its replicas used: at their end as the kernel counted it, before and where their shim was lost as it was sampled last.</summary>
internal static class UseReader
{
    public static AttemptUse Read(AttemptRun run)
    {
        var places = run.Attempt.Places;
        if (places.Count == 0) return new(null, new Dictionary<string, MeasuredUse>());
        // What places inputs and stores outputs goes with the first rank.
        var folders = Enumerable.Range(0, places.Count).Select(rank => (places[rank].Node, Folder: run.Folder.Replica(rank)))
            .Append((places[0].Node, Folder: run.Folder.Preparation)).Append((places[0].Node, Folder: run.Folder.Storing)).ToList();
        return new(
            folders.Select(each => each.Folder.ReadEnd()?.At).Max(),
            folders.GroupBy(each => each.Node).ToDictionary(node => node.Key, node => node.Select(each => Read(each.Folder)).Aggregate(Add)));
    }

    private static MeasuredUse Read(ReplicaFolder folder)
    {
        var (ended, samples) = (folder.ReadEnd()?.Usage ?? new(), ReplicaSamples.Read(folder, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, int.MaxValue));
        var last = samples is [.., var newest] ? newest : null;
        return new()
        {
            CpuTime = TimeSpan.FromSeconds(Math.Max(ended.CpuSeconds, last?.CpuSeconds ?? 0)),
            PeakMemory = new(Math.Max(ended.PeakMemoryBytes, samples.Select(sample => sample.MemoryBytesMaximum).DefaultIfEmpty().Max())),
            Read = new(Math.Max(ended.ReadBytes, last?.ReadBytes ?? 0)),
            Written = new(Math.Max(ended.WrittenBytes, last?.WrittenBytes ?? 0)),
            AcceleratorEnergy = new(samples.Sum(sample => sample.Accelerators.Sum(each => each.Watts) * sample.Duration.TotalSeconds)),
            AcceleratorTime = samples.Aggregate(TimeSpan.Zero, (sum, sample) => sum + (sample.Duration * sample.Accelerators.Count(each => each.Watts > 0))),
        };
    }

    private static MeasuredUse Add(MeasuredUse left, MeasuredUse right) => new()
    {
        CpuTime = left.CpuTime + right.CpuTime,
        PeakMemory = new Bytes(Math.Max(left.PeakMemory.Value, right.PeakMemory.Value)),
        Read = new Bytes(left.Read.Value + right.Read.Value),
        Written = new Bytes(left.Written.Value + right.Written.Value),
        AcceleratorEnergy = left.AcceleratorEnergy + right.AcceleratorEnergy,
        AcceleratorTime = left.AcceleratorTime + right.AcceleratorTime,
    };
}
