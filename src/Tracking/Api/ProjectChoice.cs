using System.Collections.Concurrent;
using Athanor.Access;
using Athanor.Access.Authorization;
using Athanor.Foundation.Identifiers;
using Athanor.Foundation.Problems;

namespace Athanor.Tracking.Api;

/// <summary>Finds the project a request is in: the one it names, the only one its key works in, or the default one.</summary>
internal sealed class ProjectChoice(Func<ProjectName, CancellationToken, Task<bool>> exists, ExperimentBook experiments, AccessDecisions decisions)
{
    /// <summary>How MLflow's clients name a workspace.</summary>
    public const string Header = "X-MLFLOW-WORKSPACE";

    private readonly ConcurrentDictionary<string, bool> _known = new(StringComparer.Ordinal);

    public async Task<string> ChooseAsync(Caller caller, Permission permission, string? named, CancellationToken cancellation)
    {
        var project = named is { Length: > 0 } ? named : OnlyOneOf(caller) ?? throw new ProblemException(TrackingProblems.WhichProject);
        if (!decisions.Count(permission, Authorizer.Decide(caller, permission, project))) Authorizer.Demand(caller, permission, project);
        await CheckAsync(project, cancellation);
        await experiments.BeginAsync(project, cancellation);
        return project;
    }

    private static string? OnlyOneOf(Caller caller)
    {
        if (caller.RoleIn(AccessDirectory.DefaultProject) != Role.None) return AccessDirectory.DefaultProject;
        return caller.RolesByProject.Count switch
        {
            0 => AccessDirectory.DefaultProject,
            1 => caller.RolesByProject.Keys.Single(),
            _ => null,
        };
    }

    private async Task CheckAsync(string project, CancellationToken cancellation)
    {
        if (_known.ContainsKey(project)) return;
        if (!ProjectName.TryParse(project, out var name) || !await exists(name, cancellation)) throw new ProblemException(TrackingProblems.NoProject(project));
        _known[project] = true;
    }
}
