namespace Athanor.Accounting.Model;

/// <summary>Energy, parted into what was measured and what is an estimate, and how one came to know, in words.</summary>
public sealed record EnergyUse(decimal MeasuredKilowattHours, decimal EstimatedKilowattHours, string Method)
{
    public decimal KilowattHours => MeasuredKilowattHours + EstimatedKilowattHours;
}
