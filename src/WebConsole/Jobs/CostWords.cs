using System.Globalization;
using Athanor.Accounting.Model;

namespace Athanor.WebConsole.Jobs;

/// <summary>What a job cost in the words of its page. No energy without saying whether anybody measured it.</summary>
internal static class CostWords
{
    private const decimal Cent = 0.01m;

    public static string MoneyOf(JobCost cost) => string.Create(CultureInfo.InvariantCulture, $"{Written(cost.Total.Money.Total.Amount)} {cost.Currency}");

    public static string EnergyOf(EnergyUse energy) => $"{Written(energy.KilowattHours)} kWh, {KindOf(energy)}";

    private static string KindOf(EnergyUse energy) => energy.MeasuredKilowattHours == 0 ? "estimated" : energy.EstimatedKilowattHours == 0 ? "measured" : "measured in part";

    // Small amounts are what most jobs cost: two digits that say something, whatever their place.
    private static string Written(decimal amount) => amount switch
    {
        0 => "0",
        < Cent / 10_000 => "less than 0.000001",
        < Cent => amount.ToString("0.000000", CultureInfo.InvariantCulture),
        < 10 => amount.ToString("0.0000", CultureInfo.InvariantCulture),
        _ => amount.ToString("0.00", CultureInfo.InvariantCulture),
    };
}
