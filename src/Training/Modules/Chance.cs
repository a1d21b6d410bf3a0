using Athanor.Compute.Devices;

namespace Athanor.Training.Modules;

/// <summary>What modules drop in this step. Each has a stream of its own, so what is dropped depends on the seed, the module and the step alone.</summary>
public sealed class Chance(ulong seed)
{
    private uint _streams;

    /// <summary>Set before each forward pass, to a number that no other pass of any worker has.</summary>
    public ulong Step { get; set; }

    /// <summary>Off where a model is judged and not trained.</summary>
    public bool IsDropping { get; set; } = true;

    internal uint NextStream() => _streams++;

    internal Draw DrawOf(uint stream) => new(seed, stream, Step);
}
