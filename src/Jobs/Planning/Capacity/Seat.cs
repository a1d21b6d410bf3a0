namespace Athanor.Jobs.Planning.Capacity;

/// <summary>
/// What replicas of a job take on one node. Where more than one group of accelerators there is good for the job, it says how many of
/// each group; otherwise that is null, as it is clear.
/// </summary>
internal readonly record struct Seat(int Node, Shape Shape, int Replicas, int[]? Mixed);
