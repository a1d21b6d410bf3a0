namespace Athanor.Access;

/// <summary>A person or a service account, with the roles it holds; the project "" stands for the whole server.</summary>
public sealed record Principal(string Name, PrincipalKind Kind, bool IsDisabled, DateTimeOffset CreatedAt, IReadOnlyList<Grant> Grants);
