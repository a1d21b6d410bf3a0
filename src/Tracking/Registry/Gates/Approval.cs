namespace Athanor.Tracking.Registry.Gates;

/// <summary>Somebody's word that a version may become something, with the role they held when they gave it.</summary>
public sealed record Approval(string Target, string Approver, string Role, string Reason, long At);
