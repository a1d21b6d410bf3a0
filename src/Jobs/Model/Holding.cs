namespace Athanor.Jobs.Model;

/// <summary>Whose attempt had which places, and from when to when.</summary>
public sealed record Holding(string Name, string Project, string Owner, Attempt Attempt);
