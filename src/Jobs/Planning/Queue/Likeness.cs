using Athanor.Jobs.Planning.Capacity;

namespace Athanor.Jobs.Planning.Queue;

/// <summary>What jobs of one person have in common if what is found out for one of them holds for the others.</summary>
internal readonly record struct Likeness(Shape Shape, int Replicas, long End, string? Region);
