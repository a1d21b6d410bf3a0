using System.Numerics;

namespace Athanor.Accounting.Reckoning;

/// <summary>Prices as the settings say, in billionths of the currency, so that money is exact until it is written.</summary>
internal sealed class PriceBook(AccountingOptions options)
{
    public static readonly BigInteger Billionths = 1_000_000_000;

    private readonly ModelTable _models = ModelTable.Parse(options.AcceleratorPrices)!;

    public string Currency => options.Currency;

    public decimal CarbonGramsPerKilowattHour { get; } = (decimal)options.CarbonGramsPerKilowattHour;

    public BigInteger PerCpuHour { get; } = InBillionths((decimal)options.PricePerCpuHour);

    public BigInteger PerMemoryHour { get; } = InBillionths((decimal)options.PricePerMemoryGibHour);

    public BigInteger PerKilowattHour { get; } = InBillionths((decimal)options.PricePerKilowattHour);

    public BigInteger PerAcceleratorHour(string model) => InBillionths(_models.Find(model) ?? (decimal)options.PricePerAcceleratorHour);

    private static BigInteger InBillionths(decimal price) => new(decimal.Round(price * (decimal)Billionths));
}
