using System.Text.Json;
using Athanor.Accounting.Reckoning;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Units;
using Athanor.Foundation.Usage;

namespace Athanor.Accounting;

/// <summary>All SQL of this slice, one method per question.</summary>
internal static class AccountingDatabase
{
    /// <summary>False where the attempt has ended before: what is said of it after that comes too late.</summary>
    public static bool Keep(WriteSession session, UsageEntry entry) => session.Execute(
        $"""
        INSERT INTO usage_attempts (job, attempt, project, owner, name, since, until)
        VALUES ({entry.Job}, {(long)entry.Attempt}, {entry.Project}, {entry.Owner}, {entry.Name}, {entry.From}, {entry.Until})
        ON CONFLICT (job, attempt) DO UPDATE SET until = excluded.until WHERE usage_attempts.until IS NULL
        """) > 0;

    /// <summary>What is held stays as it was said first; what was used, as it was said last.</summary>
    public static void Keep(WriteSession session, UsageEntry entry, NodeHold hold) => session.Execute(
        $"""
        INSERT INTO usage_holds (job, attempt, node, cpus, memory, accelerators, cpu_time, peak_memory, read_bytes, written_bytes, accelerator_energy, accelerator_time)
        VALUES ({entry.Job}, {(long)entry.Attempt}, {hold.Node}, {hold.Amounts.Cpus.Thousandths}, {hold.Amounts.Memory.Value}, {Write(hold.Amounts.Accelerators)},
            {Microseconds(hold.Use?.CpuTime)}, {hold.Use?.PeakMemory.Value}, {hold.Use?.Read.Value}, {hold.Use?.Written.Value},
            {Microjoules(hold.Use?.AcceleratorEnergy)}, {Microseconds(hold.Use?.AcceleratorTime)})
        ON CONFLICT (job, attempt, node) DO UPDATE SET
            cpu_time = COALESCE(excluded.cpu_time, usage_holds.cpu_time), peak_memory = COALESCE(excluded.peak_memory, usage_holds.peak_memory),
            read_bytes = COALESCE(excluded.read_bytes, usage_holds.read_bytes), written_bytes = COALESCE(excluded.written_bytes, usage_holds.written_bytes),
            accelerator_energy = COALESCE(excluded.accelerator_energy, usage_holds.accelerator_energy), accelerator_time = COALESCE(excluded.accelerator_time, usage_holds.accelerator_time)
        """);

    /// <summary>What attempts held in a stretch of time; what goes on ends now, as far as anybody can know.</summary>
    public static List<Holding> ListHoldings(ReadSession session, Stretch window, IReadOnlyCollection<string>? projects, long now)
    {
        Sql sql = $"""
            SELECT a.job, a.attempt, a.project, a.owner, a.name, a.since, a.until, h.node, h.cpus, h.memory, h.accelerators, h.cpu_time, h.peak_memory, h.read_bytes, h.written_bytes, h.accelerator_energy, h.accelerator_time
            FROM usage_attempts a JOIN usage_holds h ON h.job = a.job AND h.attempt = a.attempt
            WHERE a.since < {window.Until} AND (a.until IS NULL OR a.until > {window.From})
            """;
        if (projects is not null) sql.Append($" AND a.project IN {projects}");
        sql.Append($" ORDER BY a.job, a.attempt, h.node");
        return session.Query(sql, row => ReadHolding(row, now));
    }

    public static List<Holding> ListHoldings(ReadSession session, long job, long now) => session.Query(
        $"""
        SELECT a.job, a.attempt, a.project, a.owner, a.name, a.since, a.until, h.node, h.cpus, h.memory, h.accelerators, h.cpu_time, h.peak_memory, h.read_bytes, h.written_bytes, h.accelerator_energy, h.accelerator_time
        FROM usage_attempts a JOIN usage_holds h ON h.job = a.job AND h.attempt = a.attempt
        WHERE a.job = {job}
        ORDER BY a.attempt, h.node
        """,
        row => ReadHolding(row, now));

    /// <summary>Rows that reach into a stretch of time, or would if they were made a little longer.</summary>
    public static List<CapacityRow> ListCapacity(ReadSession session, Stretch window, TimeSpan longer) => session.Query(
        $"SELECT node, since, until, cpus, memory, accelerators FROM usage_capacity WHERE since < {window.Until} AND until > {window.From - (long)longer.TotalMicroseconds} ORDER BY node, since",
        row => new CapacityRow(row.Text(0), new(row.Long(1), row.Long(2)), ReadAmounts(row, 3)));

    /// <summary>Until when somebody saw the machine last; null where nobody ever did.</summary>
    public static long? FindLastSight(ReadSession session, string node) => session.First($"SELECT MAX(until) FROM usage_capacity WHERE node = {node}", row => row.LongOrNull(0));

    public static void AddCapacity(WriteSession session, CapacityRow row) => session.Execute(
        $"""
        INSERT INTO usage_capacity (node, since, until, cpus, memory, accelerators)
        VALUES ({row.Node}, {row.Time.From}, {row.Time.Until}, {row.Amounts.Cpus.Thousandths}, {row.Amounts.Memory.Value}, {Write(row.Amounts.Accelerators)})
        ON CONFLICT (node, since) DO UPDATE SET until = excluded.until, cpus = excluded.cpus, memory = excluded.memory, accelerators = excluded.accelerators
        """);

    public static void ExtendCapacity(WriteSession session, CapacityRow row) =>
        session.Execute($"UPDATE usage_capacity SET until = {row.Time.Until} WHERE node = {row.Node} AND since = {row.Time.From} AND until < {row.Time.Until}");

    /// <summary>The same text for the same accelerators.</summary>
    public static string Write(IReadOnlyList<AcceleratorAmount> accelerators) => JsonSerializer.Serialize(accelerators, AccountingJson.Default.IReadOnlyListAcceleratorAmount);

    private static Holding ReadHolding(Row row, long now)
    {
        var (since, until) = (row.Long(5), row.LongOrNull(6));
        return new(row.Long(0), (int)row.Long(1), row.Text(2), row.Text(3), row.Text(4), row.Text(7), new(since, Math.Max(since, until ?? now)), ReadAmounts(row, 8)) { GoesOn = until is null, Use = ReadUse(row) };
    }

    private static MeasuredUse? ReadUse(Row row) => row.LongOrNull(11) is not { } cpuTime ? null : new()
    {
        CpuTime = TimeSpan.FromMicroseconds(cpuTime),
        PeakMemory = new(row.LongOrNull(12) ?? 0),
        Read = new(row.LongOrNull(13) ?? 0),
        Written = new(row.LongOrNull(14) ?? 0),
        AcceleratorEnergy = new((row.LongOrNull(15) ?? 0) / 1e6),
        AcceleratorTime = TimeSpan.FromMicroseconds(row.LongOrNull(16) ?? 0),
    };

    private static ResourceAmounts ReadAmounts(Row row, int first) =>
        new(new Cpus(row.Long(first)), new Bytes(row.Long(first + 1)), JsonSerializer.Deserialize(row.Text(first + 2), AccountingJson.Default.IReadOnlyListAcceleratorAmount)!);

    private static long? Microseconds(TimeSpan? time) => (long?)time?.TotalMicroseconds;

    private static long? Microjoules(Joules? energy) => energy is { } joules ? (long)Math.Round(joules.Value * 1e6) : null;
}
