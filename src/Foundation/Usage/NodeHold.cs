namespace Athanor.Foundation.Usage;

/// <summary>What an attempt holds of a machine, and what it used there; null where nobody measured.</summary>
public sealed record NodeHold(string Node, ResourceAmounts Amounts)
{
    public MeasuredUse? Use { get; init; }
}
