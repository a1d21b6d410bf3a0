using Athanor.Foundation.Usage;

namespace Athanor.Accounting.Reckoning;

/// <summary>What a machine had, and for how long it was seen to have that.</summary>
internal sealed record CapacityRow(string Node, Stretch Time, ResourceAmounts Amounts);
