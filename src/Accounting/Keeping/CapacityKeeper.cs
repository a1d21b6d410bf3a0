using Athanor.Accounting.Reckoning;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Usage;

namespace Athanor.Accounting.Keeping;

/// <summary>
/// Keeps what each machine has and since when, as far as this server saw it: a row for as long as nothing changes, made longer with every look. Rows of one
/// machine never overlap. What nobody saw, because the server was down or asleep, is in no row.
/// </summary>
internal sealed class CapacityKeeper
{
    /// <summary>After so long without a look, nobody can say any more what was there meanwhile.</summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(5);

    private volatile Dictionary<string, CapacityRow> _open = [];

    public async Task LookAsync(IDatabase database, IReadOnlyList<NodeCapacity> machines, DateTimeOffset now, CancellationToken cancellation) =>
        _open = await database.WriteAsync(session => machines.ToDictionary(machine => machine.Node, machine => Look(session, machine, Timestamp.ToMicroseconds(now))), cancellation);

    /// <summary>Rows as they are at this moment: those that are still being made longer reach until now.</summary>
    public IReadOnlyList<CapacityRow> UntilNow(IEnumerable<CapacityRow> rows, long now) =>
        [.. rows.Select(row => _open.TryGetValue(row.Node, out var open) && open.Time.From == row.Time.From && IsSeen(open, now) ? row with { Time = row.Time with { Until = Math.Max(row.Time.Until, now) } } : row)];

    private CapacityRow Look(WriteSession session, NodeCapacity machine, long now)
    {
        if (_open.TryGetValue(machine.Node, out var open) && IsSeen(open, now))
        {
            open = open with { Time = open.Time with { Until = Math.Max(open.Time.Until, now) } };
            AccountingDatabase.ExtendCapacity(session, open);
            if (IsSame(open.Amounts, machine.Amounts)) return open;
        }
        var since = Math.Max(now, AccountingDatabase.FindLastSight(session, machine.Node) ?? now);
        var row = new CapacityRow(machine.Node, new(since, since), machine.Amounts);
        AccountingDatabase.AddCapacity(session, row);
        return row;
    }

    private static bool IsSeen(CapacityRow row, long now) => now - row.Time.Until <= LongestSilence.TotalMicroseconds;

    private static bool IsSame(ResourceAmounts one, ResourceAmounts other) =>
        (one.Cpus, one.Memory) == (other.Cpus, other.Memory) && AccountingDatabase.Write(one.Accelerators) == AccountingDatabase.Write(other.Accelerators);
}
