using Athanor.Access;
using Athanor.Access.Authorization;
using Athanor.Foundation.Paging;
using Athanor.Foundation.Problems;
using Athanor.Tracking;

namespace Athanor.WebConsole.Tracking;

/// <summary>In which projects the caller may see experiments, runs and models.</summary>
internal static class ReadableProjects
{
    public static async Task<IReadOnlyList<string>> ListAsync(Caller caller, AccessDirectory directory, CancellationToken cancellation)
    {
        var projects = await directory.ListProjectsAsync(caller, after: "", Pages.MaximumSize, cancellation);
        return [.. projects.Items.Select(project => project.Name).Where(project => Authorizer.Allows(caller, TrackingPermissions.Read, project))];
    }

    /// <summary>Who may not read in a project does not learn what is in it.</summary>
    public static void Demand(Caller caller, string project)
    {
        if (!Authorizer.Allows(caller, TrackingPermissions.Read, project)) throw new ProblemException(ConsoleProblems.UnknownPage);
    }
}
