using Athanor.Jobs.Planning.Queue;

namespace Athanor.Jobs.Planning.Capacity;

/// <summary>A job that has its place, from an earlier round or since this one.</summary>
internal sealed class Tenant(long id, Account account, Shape shape, Seat[] seats, Amounts amounts)
{
    public long Id { get; } = id;

    public Account Account { get; } = account;

    public Shape Shape { get; } = shape;

    public Seat[] Seats { get; } = seats;

    public Amounts Amounts { get; } = amounts;

    /// <summary>As the snapshot has it; null where it starts in this round.</summary>
    public RunningJob? Running { get; init; }

    /// <summary>When it is gone at the latest.</summary>
    public long End { get; set; }

    /// <summary>In this round.</summary>
    public bool IsPreempted { get; set; }

    public bool IsStopping => Running?.GoneBy is not null;
}
