namespace Athanor.Access;

/// <summary>A role in a project, or on the whole server where <see cref="Project"/> is null.</summary>
public sealed record Grant(string Principal, string? Project, string Role);
