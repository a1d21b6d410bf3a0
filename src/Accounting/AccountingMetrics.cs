using System.Diagnostics.Metrics;
using Athanor.Accounting.Model;

namespace Athanor.Accounting;

/// <summary>What work costs by project, and what lies idle, as it goes on; the books know it better, once all is measured.</summary>
internal sealed class AccountingMetrics
{
    private const double JoulesPerKilowattHour = 3.6e6;

    private readonly Counter<double> _money;
    private readonly Counter<double> _energy;

    public AccountingMetrics(IMeterFactory meters, AccountingOptions options)
    {
        var meter = meters.Create("Athanor.Accounting");
        _money = meter.CreateCounter<double>("athanor.costs.money", $"{{{options.Currency}}}", "What jobs cost, by project; without a project, what lay idle.");
        _energy = meter.CreateCounter<double>("athanor.costs.energy", "J", "What jobs drew, by project; without a project, what lay idle.");
    }

    public void Count(CostReport report)
    {
        foreach (var row in report.Rows) Count(row.Key, row);
        if (report.Idle is { } idle) Count("", idle);
    }

    private void Count(string project, CostRow row)
    {
        var of = new KeyValuePair<string, object?>("project", project);
        _money.Add((double)Math.Max(0, row.Money.Total.Amount), of);
        _energy.Add((double)Math.Max(0, row.Energy.KilowattHours) * JoulesPerKilowattHour, of);
    }
}
