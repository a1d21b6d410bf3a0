using System.Runtime.InteropServices;
using Athanor.Compute.Collectives;
using Athanor.Foundation.Problems;

namespace Athanor.Training.Loop;

/// <summary>Compares what the workers hold, which must be the same to the bit: memory that went bad on one of them would spread to all with the next step.</summary>
internal sealed class Sentinel(ICollectives workers)
{
    private readonly ulong[] _mine = new ulong[1];
    private readonly ulong[] _all = new ulong[workers.Size];

    public void Compare(long step, ulong hash)
    {
        if (workers.Size == 1) return;
        _mine[0] = hash;
        workers.AllGather(MemoryMarshal.Cast<ulong, float>(_mine.AsSpan()), MemoryMarshal.Cast<ulong, float>(_all.AsSpan()));
        if (_all.AsSpan().IndexOfAnyExcept(_all[0]) >= 0) throw new ProblemException(TrainingProblems.WorkersDiffer(step, OddOnes(_all)));
    }

    /// <summary>Those who differ from the majority; all, where there is none.</summary>
    internal static IReadOnlyList<int> OddOnes(IReadOnlyList<ulong> hashes)
    {
        var groups = hashes.Select((hash, rank) => (hash, rank)).GroupBy(each => each.hash, each => each.rank).OrderByDescending(group => group.Count()).ToList();
        return groups.Count == 1 ? [] : groups[0].Count() == groups[1].Count() ? [.. Enumerable.Range(0, hashes.Count)] : [.. groups.Skip(1).SelectMany(group => group).Order()];
    }
}
