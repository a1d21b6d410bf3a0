using Athanor.Access;
using Athanor.Foundation.Problems;

namespace Athanor.WebConsole.Access;

/// <summary>A project with the roles held in it; <see cref="Principals"/> are names to choose from, where the caller may see them.</summary>
public sealed record ProjectView(Project Project, IReadOnlyList<Grant> Grants, IReadOnlyList<string> Principals, Problem? Problem);
