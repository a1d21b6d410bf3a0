using System.Numerics;
using Athanor.Accounting.Model;
using Athanor.Foundation.Units;

namespace Athanor.Accounting.Reckoning;

/// <summary>Writes lines of the books, one after the other, for people: in hours, kilowatt hours and money. Each column adds up to what its sum is written as.</summary>
internal sealed class StatementWriter(PriceBook prices, EnergyModel energy)
{
    private static readonly BigInteger Hour = 3_600_000_000;
    private static readonly BigInteger CpuHour = 1000 * Hour;
    private static readonly BigInteger MemoryHour = (1L << 30) * Hour;
    private static readonly BigInteger KilowattHour = BigInteger.Parse("3600000000000000000");

    private readonly CarriedRounding _cpus = new(CpuHour), _memory = new(MemoryHour), _busy = new(Hour), _measured = new(KilowattHour), _estimated = new(KilowattHour);
    private readonly CarriedRounding _cpuMoney = new(CpuHour * PriceBook.Billionths), _memoryMoney = new(MemoryHour * PriceBook.Billionths);
    private readonly CarriedRounding _acceleratorMoney = new(Hour * PriceBook.Billionths), _energyMoney = new(KilowattHour * PriceBook.Billionths);
    private readonly Dictionary<Resource, CarriedRounding> _accelerators = [];

    public CostRow Write(string key, Tally tally)
    {
        var used = new EnergyUse(_measured.Next(tally.Energy.Measured), _estimated.Next(tally.Energy.Estimated), energy.DescribeMethod(tally));
        return new(key)
        {
            Jobs = tally.Jobs,
            CpuHours = _cpus.Next(tally.Time.Of(Resource.Cpus)),
            CpuHoursUsed = _busy.Next(tally.BusyMicroseconds),
            MemoryGibHours = _memory.Next(tally.Time.Of(Resource.Memory)),
            Accelerators = [.. tally.Time.Accelerators.Select(entry => new AcceleratorHours(entry.Key.Kind, entry.Key.Model, ColumnOf(entry.Key).Next(entry.Value)))],
            Energy = used,
            CarbonGrams = used.KilowattHours * prices.CarbonGramsPerKilowattHour,
            Money = MoneyOf(tally),
        };
    }

    private CostMoney MoneyOf(Tally tally)
    {
        var accelerators = tally.Time.Accelerators.Aggregate(BigInteger.Zero, (sum, entry) => sum + (entry.Value * prices.PerAcceleratorHour(entry.Key.Model)));
        return new(
            In(_cpuMoney.Next(tally.Time.Of(Resource.Cpus) * prices.PerCpuHour)),
            In(_memoryMoney.Next(tally.Time.Of(Resource.Memory) * prices.PerMemoryHour)),
            In(_acceleratorMoney.Next(accelerators)),
            In(_energyMoney.Next(tally.Energy.All * prices.PerKilowattHour)));
    }

    private Money In(decimal amount) => new(amount, prices.Currency);

    private CarriedRounding ColumnOf(Resource resource) => _accelerators.TryGetValue(resource, out var column) ? column : _accelerators[resource] = new(Hour);
}
