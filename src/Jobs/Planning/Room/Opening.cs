using Athanor.Jobs.Planning.Capacity;

namespace Athanor.Jobs.Planning.Room;

/// <summary>When and where a job fits, and what is free then without it.</summary>
internal sealed record Opening(long At, IReadOnlyList<Seat> Seats, FreeSpace Space)
{
    public bool IsKnown => At < Ends.Unknown;
}
