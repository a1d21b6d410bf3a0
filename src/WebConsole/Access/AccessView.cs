using Athanor.Access;
using Athanor.Foundation.Paging;
using Athanor.Foundation.Problems;

namespace Athanor.WebConsole.Access;

/// <summary>Projects, and the people and service accounts where the caller may see them (else null).</summary>
public sealed record AccessView(Page<Project> Projects, Page<Principal>? Principals)
{
    public Problem? ProjectProblem { get; init; }
    public Problem? PrincipalProblem { get; init; }
    public string TypedName { get; init; } = "";
    public string TypedDescription { get; init; } = "";
}
