using Athanor.Accounting.Model;

namespace Athanor.Accounting;

/// <summary>Holds reports to what the books promise.</summary>
internal static class CostAssert
{
    private static readonly Dictionary<string, Func<CostRow, decimal>> Columns = new()
    {
        ["CPU hours"] = row => row.CpuHours,
        ["CPU hours used"] = row => row.CpuHoursUsed,
        ["GiB hours"] = row => row.MemoryGibHours,
        ["accelerator hours"] = row => row.AcceleratorHours,
        ["measured kWh"] = row => row.Energy.MeasuredKilowattHours,
        ["estimated kWh"] = row => row.Energy.EstimatedKilowattHours,
        ["carbon"] = row => row.CarbonGrams,
        ["money for CPUs"] = row => row.Money.Cpus.Amount,
        ["money for memory"] = row => row.Money.Memory.Amount,
        ["money for accelerators"] = row => row.Money.Accelerators.Amount,
        ["money for energy"] = row => row.Money.Energy.Amount,
        ["money"] = row => row.Money.Total.Amount,
    };

    /// <summary>Every column, to the last digit: the rows sum up to their total, and with what lay idle to what there was.</summary>
    public static void AddsUp(CostReport report)
    {
        foreach (var (name, column) in Columns)
        {
            var rows = report.Rows.Sum(column);
            Assert.True(rows == column(report.Total), $"{name}: rows {rows}, total {column(report.Total)}");
            if (report is not { Idle: { } idle, Capacity: { } capacity }) continue;
            Assert.True(rows + column(idle) == column(capacity), $"{name}: rows {rows} and idle {column(idle)} are not the capacity {column(capacity)}");
            Assert.True(column(idle) >= 0, $"{name}: less than nothing was idle, {column(idle)}");
        }
    }
}
