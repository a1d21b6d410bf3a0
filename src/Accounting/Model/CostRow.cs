namespace Athanor.Accounting.Model;

/// <summary>A line of the books: what was held for how long, what of that was used, and what it comes to.</summary>
public sealed record CostRow(string Key)
{
    public int Jobs { get; init; }

    public required decimal CpuHours { get; init; }

    /// <summary>For how long processors were busy.</summary>
    public required decimal CpuHoursUsed { get; init; }

    public required decimal MemoryGibHours { get; init; }

    public decimal AcceleratorHours => Accelerators.Sum(each => each.Hours);

    public required IReadOnlyList<AcceleratorHours> Accelerators { get; init; }

    public required EnergyUse Energy { get; init; }

    public required decimal CarbonGrams { get; init; }

    public required CostMoney Money { get; init; }
}
