namespace Athanor.Training.Checkpoints.Writing;

/// <summary>Which numbers of a part were copied: their place in the vector, how many of the part's come before them, and their place in the copy.</summary>
internal sealed record CopiedStretch(StatePart Part, long Offset, long Count, long Skipped, long Start);
