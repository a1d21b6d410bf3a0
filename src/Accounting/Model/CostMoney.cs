using Athanor.Foundation.Units;

namespace Athanor.Accounting.Model;

/// <summary>What something cost, and for what.</summary>
public sealed record CostMoney(Money Cpus, Money Memory, Money Accelerators, Money Energy)
{
    public Money Total => Cpus + Memory + Accelerators + Energy;
}
