using Athanor.Access;
using Athanor.Access.Authorization;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Databases.Migrations;
using Athanor.Objects;
using Athanor.Objects.Keyspaces;
using Athanor.Tracking.Api;
using Athanor.Tracking.Api.Artifacts;
using Athanor.Tracking.Api.LoggedModels;
using Athanor.Tracking.Api.Registry;
using Athanor.Tracking.Artifacts;
using Athanor.Tracking.Clearing;
using Athanor.Tracking.Intake;
using Athanor.Tracking.LoggedModels;
using Athanor.Tracking.Registry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Athanor.Tracking;

public static class TrackingSlice
{
    /// <summary>The release of MLflow whose messages the endpoints follow.</summary>
    public const string MlflowVersion = "2.22.0";

    private const string Probe = "Probes carry no key, and the answer tells nothing.";

    public static IReadOnlyList<Migration> Migrations { get; } = Migration.Of("tracking", typeof(TrackingSlice).Assembly);

    public static IServiceCollection AddTracking(this IServiceCollection services, TrackingOptions options) => services
        .AddSingleton(options)
        .AddSingleton(provider => new Clearance(provider.GetRequiredService<IDatabase>(), provider.GetRequiredService<ArtifactRemoval>(), provider.GetRequiredService<TimeProvider>()))
        .AddHostedService<ClearanceService>()
        .AddSingleton<TrackingMetrics>()
        .AddSingleton(provider => new ExperimentBook(provider.GetRequiredService<IDatabase>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<MetricIntake>()
        .AddHostedService<IntakeService>()
        .AddSingleton(provider => new RunBook(provider.GetRequiredService<IDatabase>(), provider.GetRequiredService<MetricIntake>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new RunLog(provider.GetRequiredService<IDatabase>(), provider.GetRequiredService<MetricIntake>(), provider.GetRequiredService<TrackingMetrics>()))
        .AddSingleton(provider => new MetricHistory(provider.GetRequiredService<MetricIntake>()))
        .AddRegistry()
        .AddSingleton(provider => new LoggedModelBook(provider.GetRequiredService<IDatabase>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new RunModels(provider.GetRequiredService<IDatabase>()))
        .AddSingleton(provider => new ModelHistory(provider.GetRequiredService<IDatabase>()))
        .AddSingleton<IKeyspace, ArtifactKeyspace>()
        .AddSingleton(provider => new ArtifactStore(
            provider.GetRequiredService<IDatabase>(), provider.GetRequiredService<ObjectStore>(), provider.GetRequiredService<BucketDirectory>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new ArtifactParts(
            provider.GetRequiredService<IDatabase>(), provider.GetRequiredService<ObjectStore>(), provider.GetRequiredService<MultipartUploads>(), provider.GetRequiredService<ArtifactStore>()))
        .AddSingleton(provider => new ArtifactRemoval(provider.GetRequiredService<IDatabase>(), provider.GetRequiredService<ObjectStore>(), provider.GetRequiredService<MultipartUploads>()))
        .AddSingleton<IArtifactFiles>(provider => new ArtifactFiles(provider.GetRequiredService<IDatabase>(), provider.GetRequiredService<ObjectStore>()))
        .AddSingleton(provider => new ProjectChoice(
            (name, cancellation) => provider.GetRequiredService<AccessDirectory>().HasProjectAsync(name, cancellation), provider.GetRequiredService<ExperimentBook>(), provider.GetRequiredService<AccessDecisions>()));

    /// <summary>What clients of MLflow find at the main door, and our own API of models.</summary>
    public static void MapTracking(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health", () => TypedResults.Text("OK")).OpenToAll(Probe).ExcludeFromDescription();
        routes.MapGet("/version", () => TypedResults.Text(MlflowVersion)).OpenToAll(Probe).ExcludeFromDescription();
        routes.MapRuns();
        routes.MapClearing();
        foreach (var prefix in MlflowPaths.Tracking) Map(routes.MapGroup(prefix).ExcludeFromDescription());
        RegistryRoutes.MapOwn(routes);
        foreach (var prefix in MlflowPaths.Artifacts) MapArtifacts(routes.MapGroup(prefix).ExcludeFromDescription());
        routes.MapGet(MlflowPaths.File, RunFilesApi.DownloadAsync).Reads().ExcludeFromDescription();
        foreach (var prefix in MlflowPaths.Others) routes.Map($"{prefix}/{{**rest}}", MissingApi.AnswerOthers).AnyCaller("It is not there yet.").ExcludeFromDescription();
    }

    private static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/experiments/create", ExperimentApi.CreateAsync).Writes();
        api.MapGet("/experiments/search", ExperimentApi.SearchAsync).Reads();
        api.MapPost("/experiments/search", ExperimentApi.SearchAsync).Reads();
        api.MapGet("/experiments/get", ExperimentApi.GetAsync).Reads();
        api.MapGet("/experiments/get-by-name", ExperimentApi.GetByNameAsync).Reads();
        api.MapPost("/experiments/delete", ExperimentApi.DeleteAsync).Writes();
        api.MapPost("/experiments/restore", ExperimentApi.RestoreAsync).Writes();
        api.MapPost("/experiments/update", ExperimentApi.UpdateAsync).Writes();
        api.MapPost("/experiments/set-experiment-tag", ExperimentApi.SetTagAsync).Writes();
        api.MapPost("/experiments/delete-experiment-tag", ExperimentApi.DeleteTagAsync).Writes();

        api.MapPost("/runs/create", RunApi.CreateAsync).Writes();
        api.MapPost("/runs/update", RunApi.UpdateAsync).Writes();
        api.MapPost("/runs/delete", RunApi.DeleteAsync).Writes();
        api.MapPost("/runs/restore", RunApi.RestoreAsync).Writes();
        api.MapGet("/runs/get", RunApi.GetAsync).Reads();
        api.MapPost("/runs/search", RunApi.SearchAsync).Reads();
        api.MapPost("/runs/log-metric", LogApi.LogMetricAsync).Writes();
        api.MapPost("/runs/log-parameter", LogApi.LogParamAsync).Writes();
        api.MapPost("/runs/log-batch", LogApi.LogBatchAsync).Writes().WithMetadata(BatchLimit.OfMlflow);
        api.MapPost("/runs/set-tag", LogApi.SetTagAsync).Writes();
        api.MapPost("/runs/delete-tag", LogApi.DeleteTagAsync).Writes();
        api.MapPost("/runs/log-inputs", LogApi.LogInputsAsync).Writes();

        api.MapPost("/runs/outputs", RunModelsApi.LogOutputsAsync).Writes();
        api.MapPost("/runs/log-model", RunModelsApi.LogModelAsync).Writes();

        MapModels(api);
        api.MapGet("/metrics/get-history", HistoryApi.GetAsync).Reads();
        api.MapGet("/metrics/get-history-bulk", HistoryApi.GetBulkAsync).Reads();
        api.MapGet("/metrics/get-history-bulk-interval", HistoryApi.GetIntervalAsync).Reads();
        api.MapGet("/artifacts/list", RunFilesApi.ListAsync).Reads();
        api.MapGet("/get-artifact", RunFilesApi.DownloadAsync).Reads();
        api.MapPost("/upload-artifact", RunFilesApi.UploadAsync).Writes();
        RegistryRoutes.MapMlflow(api);
        api.Map("/{**rest}", MissingApi.AnswerTracking).AnyCaller("Whatever is asked, it is not there.");
    }

    private static void MapModels(RouteGroupBuilder api)
    {
        api.MapPost("/logged-models", LoggedModelApi.CreateAsync).Writes();
        api.MapPost("/logged-models/search", LoggedModelApi.SearchAsync).Reads();
        api.MapGet("/logged-models/{model}", LoggedModelApi.GetAsync).Reads();
        api.MapPatch("/logged-models/{model}", LoggedModelApi.FinishAsync).Writes();
        api.MapDelete("/logged-models/{model}", LoggedModelApi.DeleteAsync).Writes();
        api.MapPatch("/logged-models/{model}/tags", LoggedModelApi.SetTagsAsync).Writes();
        api.MapDelete("/logged-models/{model}/tags/{key}", LoggedModelApi.RemoveTagAsync).Writes();
        api.MapPost("/logged-models/{model}/params", LoggedModelApi.LogParamsAsync).Writes();
        api.MapGet("/logged-models/{model}/artifacts/directories", LoggedModelApi.ListFilesAsync).Reads();
        api.MapGet("/logged-models/{model}/artifacts/files", LoggedModelApi.DownloadAsync).Reads();
    }

    private static void MapArtifacts(RouteGroupBuilder api)
    {
        api.MapGet("/artifacts", ProxyApi.ListAsync).Reads();
        api.MapGet("/artifacts/{**path}", ProxyApi.DownloadAsync).Reads();
        api.MapPut("/artifacts/{**path}", ProxyApi.UploadAsync).Writes().WithMetadata(new FileLimit());
        api.MapDelete("/artifacts/{**path}", ProxyApi.DeleteAsync).Writes();
        api.MapPost("/mpu/create/{**path}", PartsApi.CreateAsync).Writes();
        api.MapPost("/mpu/complete/{**path}", PartsApi.CompleteAsync).Writes();
        api.MapPost("/mpu/abort/{**path}", PartsApi.AbortAsync).Writes();
        api.MapGet("/presigned/{**path}", PresignedApi.GetAsync).Reads();
        api.Map("/{**rest}", MissingApi.AnswerTracking).AnyCaller("Whatever is asked, it is not there.");
    }

    private static RouteHandlerBuilder Reads(this RouteHandlerBuilder route) => route.Demands(TrackingPermissions.Read);

    private static RouteHandlerBuilder Writes(this RouteHandlerBuilder route) => route.Demands(TrackingPermissions.Write);

    internal static RouteHandlerBuilder Demands(this RouteHandlerBuilder route, Permission permission) =>
        route.AnyCaller($"It takes {permission.Name} in the project of the request.").WithMetadata(new MlflowDemand(permission));
}
