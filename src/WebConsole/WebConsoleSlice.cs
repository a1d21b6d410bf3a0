using Athanor.Access;
using Athanor.Access.Authorization;
using Athanor.Objects;
using Athanor.WebConsole.Access;
using Athanor.WebConsole.Assets;
using Athanor.WebConsole.Browsing;
using Athanor.WebConsole.Buckets;
using Athanor.WebConsole.Configuring;
using Athanor.WebConsole.Datasets;
using Athanor.WebConsole.Jobs;
using Athanor.WebConsole.Jobs.Logs;
using Athanor.WebConsole.Journal;
using Athanor.WebConsole.Lineage;
using Athanor.WebConsole.Models;
using Athanor.WebConsole.Overview;
using Athanor.WebConsole.Shell;
using Athanor.WebConsole.SigningIn;
using Athanor.WebConsole.Storage;
using Athanor.WebConsole.SystemStatus;
using Athanor.WebConsole.Tracking;
using Athanor.WebConsole.Uploading;
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
        .AddSingleton<PrincipalPages>()
        .AddSingleton<SettingsPages>()
        .AddSingleton<StoragePages>();

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
        MapBuckets(console);
        MapDatasets(console);
        MapJobs(console);
        MapTracking(console);
    }

    private static void MapTracking(RouteGroupBuilder console)
    {
        const string Reads = "It takes tracking:read in the project.";

        console.MapGet("/experiments", ShowExperiments.HandleAsync).AnyCaller("Shows the experiments of the projects in which the caller may read them.");
        console.MapGet("/experiments/{project}/{experiment}", ShowExperiment.HandleAsync).AnyCaller(Reads);
        console.MapGet("/runs/{run}", ShowRun.HandleAsync).AnyCaller(Reads);
        console.MapGet("/runs/compare", ShowComparison.HandleAsync).AnyCaller("It takes tracking:read in the project of each run.");
        console.MapGet("/models", ShowModels.HandleAsync).AnyCaller("Shows the models of the projects in which the caller may read them.");
        console.MapGet("/models/{project}/{model}", ShowModel.HandleAsync).AnyCaller(Reads);
        console.MapGet("/models/{project}/{model}/{version:long}", ShowVersion.HandleAsync).AnyCaller(Reads);
    }

    private static void MapJobs(RouteGroupBuilder console)
    {
        const string Reads = "It takes jobs:read in the job's project.";
        const string Controls = "One's own jobs take jobs:run in their project, those of others jobs:manage.";

        console.MapGet("/jobs", ShowQueue.HandleAsync).AnyCaller("Everybody may see how full the machines are; jobs only where jobs:read allows it.");
        console.MapPost("/jobs", ShowQueue.SubmitAsync).AnyCaller("It takes jobs:run in the project that the specification names.");
        console.MapGet("/jobs/{job}", ShowJob.HandleAsync).AnyCaller(Reads);
        console.MapPost("/jobs/{job}/cancel", ShowJob.CancelAsync).AnyCaller(Controls);
        console.MapPost("/jobs/{job}/retry", ShowJob.RetryAsync).AnyCaller(Controls);
        console.MapGet("/console/jobs/{job}/log", FollowLog.HandleAsync).AnyCaller(Reads);
    }

    private static void MapDatasets(RouteGroupBuilder console)
    {
        const string Reads = "It takes datasets:read in the dataset's project.";
        const string Writes = "It takes datasets:write in the dataset's project.";

        console.MapGet("/datasets", ShowDatasets.HandleAsync).AnyCaller("Shows the datasets of the projects in which the caller may read them.");
        console.MapPost("/datasets", ShowDatasets.AddAsync).AnyCaller("It takes datasets:write in the project that the form names.");
        console.MapGet("/datasets/{dataset}", ShowDataset.HandleAsync).AnyCaller(Reads);
        console.MapPost("/datasets/{dataset}/branches", ShowDataset.AddBranchAsync).AnyCaller(Writes);
        console.MapPost("/datasets/{dataset}/tags", ShowDataset.AddTagAsync).AnyCaller(Writes);
        console.MapPost("/datasets/{dataset}/merge", ShowDataset.MergeAsync).AnyCaller(Writes);
        console.MapGet("/datasets/{dataset}/commits/{commit}", ShowChanges.CommitAsync).AnyCaller(Reads);
        console.MapGet("/datasets/{dataset}/compare", ShowChanges.CompareAsync).AnyCaller(Reads);
        console.MapGet("/datasets/{dataset}/branches/{branch}/changes", ShowChanges.ChangesAsync).AnyCaller(Reads);
        console.MapPost("/datasets/{dataset}/branches/{branch}/changes", ShowChanges.CommitChangesAsync).AnyCaller(Writes);
        console.MapPost("/datasets/{dataset}/branches/{branch}/reset", ShowChanges.ResetAsync).AnyCaller(Writes);
    }

    private static void MapBuckets(RouteGroupBuilder console)
    {
        const string Asked = "The bucket's policy and the roles in its project decide, as at the S3 door.";

        console.MapGet("/buckets", ShowBuckets.HandleAsync).AnyCaller("Shows the buckets of the projects in which the caller may read objects.");
        console.MapPost("/buckets", AddBucket.HandleAsync).AnyCaller("It takes buckets:manage in the project that the form names.");
        console.MapGet("/buckets/{bucket}", ShowFolder.HandleAsync).AnyCaller(Asked);
        console.MapGet("/buckets/{bucket}/versions", ShowVersions.HandleAsync).AnyCaller(Asked);
        console.MapPut("/buckets/{bucket}/upload", UploadFile.HandleAsync).AnyCaller(Asked).WithMetadata(UploadFile.Limit);
        console.MapPost("/buckets/{bucket}/upload", UploadForm.HandleAsync).AnyCaller(Asked).WithMetadata(UploadForm.Limit);

        console.MapGet("/buckets/{bucket}/object", ShowObject.HandleAsync).AnyCaller(Asked);
        console.MapGet("/buckets/{bucket}/object/download", SendObject.DownloadAsync).AnyCaller(Asked);
        console.MapGet("/buckets/{bucket}/object/picture", SendObject.PictureAsync).AnyCaller(Asked);
        console.MapPost("/buckets/{bucket}/object/delete", ObjectForms.DeleteAsync).AnyCaller(Asked);
        console.MapPost("/buckets/{bucket}/object/restore", ObjectForms.RestoreAsync).AnyCaller(Asked);
        console.MapPost("/buckets/{bucket}/object/share", ObjectForms.ShareAsync).AnyCaller(Asked);

        console.MapGet("/buckets/{bucket}/settings", SettingForms.ShowAsync).AnyCaller(Asked);
        console.MapPost("/buckets/{bucket}/settings/versioning", SettingForms.SetVersioningAsync).AnyCaller(Asked);
        console.MapPost("/buckets/{bucket}/settings/encryption", SettingForms.SetEncryptionAsync).AnyCaller(Asked);
        console.MapPost("/buckets/{bucket}/settings/public-access", SettingForms.SetPublicAccessAsync).AnyCaller(Asked);
        console.MapPost("/buckets/{bucket}/settings/cors", SettingForms.SetCorsAsync).AnyCaller(Asked).WithMetadata(PolicyForms.Limit);
        console.MapPost("/buckets/{bucket}/settings/quota", SettingForms.SetQuotaAsync).AnyCaller("It takes buckets:manage in the bucket's project.");
        console.MapPost("/buckets/{bucket}/delete", SettingForms.DeleteAsync).AnyCaller(Asked);
        console.MapGet("/buckets/{bucket}/policy", PolicyForms.ShowAsync).AnyCaller(Asked);
        console.MapPost("/buckets/{bucket}/policy", PolicyForms.SaveAsync).AnyCaller(Asked).WithMetadata(PolicyForms.Limit);
        console.MapPost("/buckets/{bucket}/policy/explain", PolicyForms.ExplainAsync).AnyCaller(Asked).WithMetadata(PolicyForms.Limit);

        console.MapGet("/buckets/{bucket}/lifecycle", LifecycleForms.ShowAsync).AnyCaller(Asked);
        console.MapPost("/buckets/{bucket}/lifecycle", LifecycleForms.SaveAsync).AnyCaller(Asked).WithMetadata(PolicyForms.Limit);
        console.MapPost("/buckets/{bucket}/lifecycle/preview", LifecycleForms.PreviewAsync).AnyCaller(Asked).WithMetadata(PolicyForms.Limit);

        console.MapGet("/storage", StoragePages.ShowAsync).Requires(AccessPermissions.SystemRead);
        console.MapPost("/storage/scrub", StoragePages.ScrubAsync).Requires(ObjectsPermissions.Check);
        console.MapPost("/storage/quotas", StoragePages.SetQuotaAsync).Requires(ObjectsPermissions.Quotas);
    }
}
