namespace Athanor.Accounting.Model;

/// <summary>
/// The costs of a stretch of time. <c>Total</c> is the sum of the rows. What lay idle, and what there was in all, are only told of the whole server,
/// and to those who may see it: then rows and idle sum up to capacity, column by column.
/// </summary>
public sealed record CostReport(DateTimeOffset From, DateTimeOffset Until, CostGrouping By, string Currency, IReadOnlyList<CostRow> Rows, CostRow Total)
{
    public CostRow? Idle { get; init; }

    public CostRow? Capacity { get; init; }
}
