using Athanor.Access;
using Athanor.Access.Authorization;
using Athanor.WebConsole.Access;
using Athanor.WebConsole.Assets;
using Athanor.WebConsole.Journal;
using Athanor.WebConsole.Lineage;
using Athanor.WebConsole.Overview;
using Athanor.WebConsole.Shell;
using Athanor.WebConsole.SigningIn;
using Athanor.WebConsole.SystemStatus;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Athanor.WebConsole;

public static class WebConsoleSlice
{
    public static IServiceCollection AddWebConsole(this IServiceCollection services, ServerDescription server) => services
        .AddSingleton(server)
        .AddSingleton<ConsoleAssets>()
        .AddSingleton<RecentReport>()
        .AddSingleton<PrincipalPages>();

    public static void MapWebConsole(this IEndpointRouteBuilder routes)
    {
        var console = routes.MapGroup("").WithMetadata(new FormLimit()).ExcludeFromDescription();

        console.MapGet("/assets/{version}/{name}", GetAsset.Handle).OpenToAll("Styles and scripts hold no data, and the sign-in page needs them.");
        console.MapGet("/sign-in", ShowSignIn.Handle).OpenToAll("Whoever has no session yet gets one here.");
        console.MapPost("/sign-in", OpenSession.HandleAsync).OpenToAll("The key in the form is checked by the sign-in itself.");
        console.MapPost("/sign-out", CloseSession.HandleAsync).AnyCaller("Everyone may leave.");

        console.MapGet("/", ShowOverview.HandleAsync).AnyCaller("Shows each what its roles allow.");
        console.MapGet("/console/activity", GetActivity.Handle).Requires(AccessPermissions.SystemRead);

        console.MapGet("/journal", ShowJournal.HandleAsync).AnyCaller("Shows the facts of the projects in which the caller has a role.");
        console.MapGet("/journal/{sequence}", ShowFact.HandleAsync).AnyCaller("Shows a fact of the projects in which the caller has a role.");
        console.MapGet("/console/journal/live", FollowJournal.Handle).AnyCaller("Follows the facts of the projects in which the caller has a role.");
        console.MapGet("/lineage", ShowLineage.HandleAsync).AnyCaller("Walks the facts of the projects in which the caller has a role.");

        console.MapGet("/access", ShowAccess.HandleAsync).AnyCaller("Shows each what its roles allow.");
        console.MapPost("/access/projects", AddProject.HandleAsync).Requires(AccessPermissions.ProjectsManage);
        console.MapGet("/access/projects/{project}", ShowProject.HandleAsync).RequiresInProject(AccessPermissions.ProjectsRead);
        console.MapPost("/access/projects/{project}/delete", RemoveProject.HandleAsync).Requires(AccessPermissions.ProjectsManage);
        console.MapPost("/access/projects/{project}/roles", GiveProjectRole.HandleAsync).RequiresInProject(AccessPermissions.RolesManage);
        console.MapPost("/access/projects/{project}/roles/take", TakeProjectRole.HandleAsync).RequiresInProject(AccessPermissions.RolesManage);

        console.MapPost("/access/principals", AddPrincipal.HandleAsync).Requires(AccessPermissions.PrincipalsManage);
        console.MapGet("/access/principals/{principal}", ShowPrincipal.HandleAsync).AnyCaller("Oneself; others take principals:read.");
        console.MapPost("/access/principals/{principal}/disable", PrincipalForms.DisableAsync).Requires(AccessPermissions.PrincipalsManage);
        console.MapPost("/access/principals/{principal}/enable", PrincipalForms.EnableAsync).Requires(AccessPermissions.PrincipalsManage);
        console.MapPost("/access/principals/{principal}/delete", PrincipalForms.RemoveAsync).Requires(AccessPermissions.PrincipalsManage);
        console.MapPost("/access/principals/{principal}/roles", PrincipalForms.GiveRoleAsync).Requires(AccessPermissions.RolesManage);
        console.MapPost("/access/principals/{principal}/roles/take", PrincipalForms.TakeRoleAsync).Requires(AccessPermissions.RolesManage);

        console.MapPost("/access/principals/{principal}/keys", IssueKey.HandleAsync).AnyCaller("For oneself; for others it takes principals:manage.");
        console.MapPost("/access/keys/{key}/rotate", RotateKey.HandleAsync).AnyCaller("One's own key; those of others take principals:manage.");
        console.MapPost("/access/keys/{key}/revoke", RevokeKey.HandleAsync).AnyCaller("One's own key; those of others take principals:manage.");

        console.MapGet("/system", ShowSystem.HandleAsync).Requires(AccessPermissions.SystemRead);
    }
}
