using System.Diagnostics.Metrics;
using Athanor.Access.Authentication;
using Athanor.Access.Authorization;
using Athanor.Access.Operations;
using Athanor.Access.Secrets;
using Athanor.Access.Workloads;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Databases.Migrations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Athanor.Access;

public static class AccessSlice
{
    public static IReadOnlyList<Migration> Migrations { get; } = Migration.Of("access", typeof(AccessSlice).Assembly);

    public static IServiceCollection AddAccess(this IServiceCollection services, AccessOptions options, string secretsDirectory)
    {
        var masterKeys = MasterKeyRing.Load(options, secretsDirectory);
        return services
            .AddSingleton(options)
            .AddSingleton(provider => new WorkloadKeys(provider.GetRequiredService<IDatabase>(), provider.GetRequiredService<ServerSecrets>(), provider.GetService<IWorkloads>()))
            .AddSingleton(provider => new KnownKeys(provider.GetRequiredService<IDatabase>(), masterKeys, provider.GetRequiredService<WorkloadKeys>()))
            .AddSingleton(provider => new AccessKeys(
                provider.GetRequiredService<IDatabase>(), masterKeys, provider.GetRequiredService<KnownKeys>(), provider.GetRequiredService<TimeProvider>()))
            .AddSingleton(provider => new ServerSecrets(provider.GetRequiredService<IDatabase>(), masterKeys))
            .AddSingleton(provider => new ProjectSecrets(provider.GetRequiredService<IDatabase>(), masterKeys, provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<AccessDirectory>()
            .AddSingleton(provider => new ConsoleSessions(
                provider.GetRequiredService<IDatabase>(), provider.GetRequiredService<KnownKeys>(), options, provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<FailedAttempts>()
            .AddSingleton<RequestRates>()
            .AddSingleton<StrangerRates>()
            .AddSingleton<AccessDecisions>()
            .AddSingleton<KeyUse>()
            .AddHostedService(provider => provider.GetRequiredService<KeyUse>())
            .AddSingleton<SignIn>()
            .AddSingleton(provider => new Authenticator(
                provider.GetRequiredService<KnownKeys>(),
                provider.GetRequiredService<ConsoleSessions>(),
                provider.GetRequiredService<FailedAttempts>(),
                provider.GetRequiredService<RequestRates>(),
                provider.GetRequiredService<StrangerRates>(),
                provider.GetRequiredService<KeyUse>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<IMeterFactory>()));
    }

    /// <summary>Before the doors open: the master key must fit the database, and somebody must be able to sign in.</summary>
    public static async Task PrepareAccessAsync(this IServiceProvider services, Action<IssuedKey> keepFirstKey, CancellationToken cancellation)
    {
        var keys = services.GetRequiredService<AccessKeys>();
        await keys.RefuseWrongMasterKeyAsync(cancellation);
        await keys.BootstrapAsync(keepFirstKey, cancellation);
    }

    /// <summary>After routing: every route behind this declares what it demands.</summary>
    public static IApplicationBuilder UseAccessGate(this IApplicationBuilder app) => app.UseMiddleware<AccessGate>();

    public static void MapAccess(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1").WithTags("access");
        api.MapGet("/whoami", WhoAmI.Handle).AnyCaller("Everyone may know who they are.");

        api.MapGet("/projects", ListProjects.HandleAsync).AnyCaller("Shows the projects in which the caller has a role.");
        api.MapPost("/projects", CreateProject.HandleAsync).Requires(AccessPermissions.ProjectsManage);
        api.MapGet("/projects/{project}", GetProject.HandleAsync).RequiresInProject(AccessPermissions.ProjectsRead);
        api.MapDelete("/projects/{project}", DeleteProject.HandleAsync).Requires(AccessPermissions.ProjectsManage);
        api.MapGet("/projects/{project}/secrets", ProjectSecretsApi.ListAsync).RequiresInProject(AccessPermissions.ProjectsRead);
        api.MapPut("/projects/{project}/secrets/{secret}", ProjectSecretsApi.SetAsync).RequiresInProject(AccessPermissions.SecretsManage);
        api.MapDelete("/projects/{project}/secrets/{secret}", ProjectSecretsApi.RemoveAsync).RequiresInProject(AccessPermissions.SecretsManage);
        api.MapGet("/projects/{project}/roles", ListProjectRoles.HandleAsync).RequiresInProject(AccessPermissions.ProjectsRead);
        api.MapPut("/projects/{project}/roles/{principal}", GiveProjectRole.HandleAsync).RequiresInProject(AccessPermissions.RolesManage);
        api.MapDelete("/projects/{project}/roles/{principal}", TakeProjectRole.HandleAsync).RequiresInProject(AccessPermissions.RolesManage);

        api.MapGet("/roles", ListServerRoles.HandleAsync).Requires(AccessPermissions.PrincipalsRead);
        api.MapPut("/roles/{principal}", GiveServerRole.HandleAsync).Requires(AccessPermissions.RolesManage);
        api.MapDelete("/roles/{principal}", TakeServerRole.HandleAsync).Requires(AccessPermissions.RolesManage);

        api.MapGet("/principals", ListPrincipals.HandleAsync).Requires(AccessPermissions.PrincipalsRead);
        api.MapPost("/principals", CreatePrincipal.HandleAsync).Requires(AccessPermissions.PrincipalsManage);
        api.MapPatch("/principals/{principal}", UpdatePrincipal.HandleAsync).Requires(AccessPermissions.PrincipalsManage);
        api.MapDelete("/principals/{principal}", DeletePrincipal.HandleAsync).Requires(AccessPermissions.PrincipalsManage);

        api.MapGet("/keys", ListKeys.HandleAsync).AnyCaller("One's own keys; those of others take principals:read.");
        api.MapPost("/keys", IssueKey.HandleAsync).AnyCaller("For oneself; for others it takes principals:manage.");
        api.MapPost("/keys/{key}/rotate", RotateKey.HandleAsync).AnyCaller("One's own key; those of others take principals:manage.");
        api.MapDelete("/keys/{key}", RevokeKey.HandleAsync).AnyCaller("One's own key; those of others take principals:manage.");
        api.MapPost("/master-key/rotate", RotateMasterKey.HandleAsync).Requires(AccessPermissions.MasterKeyRotate);
    }
}
