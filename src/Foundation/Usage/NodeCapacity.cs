namespace Athanor.Foundation.Usage;

/// <summary>What a machine has in all.</summary>
public sealed record NodeCapacity(string Node, ResourceAmounts Amounts);
