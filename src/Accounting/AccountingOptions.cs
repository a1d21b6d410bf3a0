using Athanor.Accounting.Reckoning;
using Athanor.Foundation.Settings;

namespace Athanor.Accounting;

[Section("accounting")]
public sealed class AccountingOptions : ICheckedOptions
{
    [Setting("The currency of all prices; it is only written beside amounts.")]
    public string Currency { get; init; } = "EUR";

    [Setting("What a processor costs for an hour, held or idle, without its energy.", Minimum = 0, Maximum = 1_000_000)]
    public double PricePerCpuHour { get; init; } = 0.02;

    [Setting("What a GiB of memory costs for an hour, held or idle.", Minimum = 0, Maximum = 1_000_000)]
    public double PricePerMemoryGibHour { get; init; } = 0.002;

    [Setting("What an accelerator costs for an hour, held or idle, without its energy, where accounting.accelerator-prices names no other price for its model.", Minimum = 0, Maximum = 1_000_000)]
    public double PricePerAcceleratorHour { get; init; } = 1;

    [Setting("Prices for an hour of accelerators whose model contains a word: MODEL=PRICE, separated by commas, such as h100=2.50,a100=1.20.")]
    public string AcceleratorPrices { get; init; } = "";

    [Setting("What a kilowatt hour costs.", Minimum = 0, Maximum = 1_000_000)]
    public double PricePerKilowattHour { get; init; } = 0.30;

    [Setting("How many grams of carbon dioxide a kilowatt hour of your grid stands for.", Minimum = 0, Maximum = 100_000)]
    public double CarbonGramsPerKilowattHour { get; init; } = 350;

    [Setting("What a processor draws while it has nothing to do, with its share of the memory and of the rest of the machine, in watts.", Minimum = 0, Maximum = 10_000)]
    public double CpuIdleWatts { get; init; } = 2;

    [Setting("What a processor draws while it is busy, in watts.", Minimum = 0, Maximum = 10_000)]
    public double CpuBusyWatts { get; init; } = 8;

    [Setting("What an accelerator draws that no job holds, in watts.", Minimum = 0, Maximum = 100_000)]
    public double AcceleratorIdleWatts { get; init; } = 50;

    [Setting("What an accelerator draws that a job holds, in watts, where nothing was measured, no model of accounting.accelerator-watts fits and it tells no power limit.", Minimum = 0, Maximum = 100_000)]
    public double AcceleratorFullWatts { get; init; } = 300;

    [Setting("What accelerators that a job holds draw where nothing was measured and they tell no power limit: MODEL=WATTS, separated by commas.")]
    public string AcceleratorWatts { get; init; } = "b200=1000,h200=700,h100=700,a100=400,l40=300,l4=72,t4=70,v100=300";

    public IEnumerable<string> FindFaults()
    {
        if (ModelTable.Parse(AcceleratorPrices) is null) yield return "accounting.accelerator-prices is MODEL=PRICE, separated by commas, such as h100=2.50,a100=1.20.";
        if (ModelTable.Parse(AcceleratorWatts) is null) yield return "accounting.accelerator-watts is MODEL=WATTS, separated by commas, such as h100=700,a100=400.";
        if (CpuIdleWatts > CpuBusyWatts) yield return "accounting.cpu-idle-watts is not above accounting.cpu-busy-watts.";
        if (Currency.Length is 0 or > 16) yield return "accounting.currency is a short name, such as EUR.";
    }
}
