using Athanor.Foundation.Usage;

namespace Athanor.Accounting.Reckoning;

/// <summary>What an attempt of a job holds of one machine, from when until when; one that goes on ends now.</summary>
internal sealed record Holding(long Job, int Attempt, string Project, string Owner, string Name, string Node, Stretch Time, ResourceAmounts Amounts)
{
    public bool GoesOn { get; init; }

    public MeasuredUse? Use { get; init; }
}
