using Athanor.Jobs.Planning.Capacity;
using Athanor.Jobs.Planning.Queue;

namespace Athanor.Jobs.Planning.Room;

/// <summary>Places that are kept for a waiting job.</summary>
/// <param name="Job">Of whom.</param>
/// <param name="From">What starts now and runs beyond this time must leave them free.</param>
/// <param name="At">When they are all there at the latest; it lies behind <paramref name="From"/> where that time is not known.</param>
/// <param name="Until">When it gives them back at the latest.</param>
/// <param name="Seats">The places.</param>
/// <param name="Spare">What is left at that time, beside it and all else that is there then.</param>
internal sealed record Hold(Candidate Job, long From, long At, long Until, IReadOnlyList<Seat> Seats, FreeSpace Spare)
{
    /// <summary>Whether others are asked to leave the places, so that they are free soon.</summary>
    public bool IsRoom { get; init; }

    public bool IsThereAt(long time) => At <= time && time < Until;
}
