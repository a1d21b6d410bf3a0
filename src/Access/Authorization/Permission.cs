namespace Athanor.Access.Authorization;

/// <summary>An action that a slice declares, and the least role that may do it.</summary>
public sealed record Permission(string Name, Role LeastRole, string Description);
