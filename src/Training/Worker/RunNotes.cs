namespace Athanor.Training.Worker;

/// <summary>What a run remembers beside its vectors: what the parameters looked like after earlier steps.</summary>
internal sealed record RunNotes(SortedDictionary<long, ulong> Hashes);
