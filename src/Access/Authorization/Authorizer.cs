namespace Athanor.Access.Authorization;

/// <summary>The one place that decides. Pure, without allocation, and denying whatever is not granted.</summary>
public static class Authorizer
{
    /// <summary>May this caller do this in a project, or on the whole server where <paramref name="project"/> is null?</summary>
    public static Decision Decide(Caller caller, Permission permission, string? project)
    {
        var role = project is null ? caller.GlobalRole : caller.RoleIn(project);
        if (role == Role.None) return Decision.DeniedNoRole;
        return role >= permission.LeastRole ? Decision.Allowed : Decision.DeniedRoleTooLow;
    }

    /// <summary>Where the resource has a word of its own: its denial stands above every role, and what it allows needs none.</summary>
    public static Decision Decide(Caller caller, Permission permission, string project, PolicyVerdict verdict) => verdict switch
    {
        PolicyVerdict.Denied => Decision.DeniedByPolicy,
        PolicyVerdict.Allowed => Decision.Allowed,
        _ => Decide(caller, permission, project),
    };

    public static bool Allows(Caller caller, Permission permission, string? project) => Decide(caller, permission, project) == Decision.Allowed;

    /// <summary>For a door that learns the project only from what it reads.</summary>
    public static void Demand(Caller caller, Permission permission, string? project)
    {
        if (!Allows(caller, permission, project)) throw new Foundation.Problems.ProblemException(AccessProblems.Forbidden(permission, project));
    }

    /// <summary>The projects in which it may do this ("" stands for the whole server), or null for all of them.</summary>
    public static IReadOnlyCollection<string>? ProjectsAllowing(Caller caller, Permission permission) => caller.GlobalRole >= permission.LeastRole
        ? null
        : [.. caller.RolesByProject.Where(role => role.Value >= permission.LeastRole).Select(role => role.Key)];
}
