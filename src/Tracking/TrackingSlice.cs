using Athanor.Access;
using Athanor.Access.Authorization;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Databases.Migrations;
using Athanor.Tracking.Api;
using Athanor.Tracking.Api.Registry;
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

    public static IServiceCollection AddTracking(this IServiceCollection services) => services
        .AddSingleton<TrackingMetrics>()
        .AddSingleton(provider => new ExperimentBook(provider.GetRequiredService<IDatabase>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new RunBook(provider.GetRequiredService<IDatabase>()))
        .AddSingleton(provider => new RunLog(provider.GetRequiredService<IDatabase>(), provider.GetRequiredService<TrackingMetrics>()))
        .AddSingleton(provider => new MetricHistory(provider.GetRequiredService<IDatabase>()))
        .AddRegistry()
        .AddSingleton(provider => new ProjectChoice(
            (name, cancellation) => provider.GetRequiredService<AccessDirectory>().HasProjectAsync(name, cancellation), provider.GetRequiredService<ExperimentBook>(), provider.GetRequiredService<AccessDecisions>()));

    /// <summary>What clients of MLflow find at the main door, and our own API of models.</summary>
    public static void MapTracking(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health", () => TypedResults.Text("OK")).OpenToAll(Probe).ExcludeFromDescription();
        routes.MapGet("/version", () => TypedResults.Text(MlflowVersion)).OpenToAll(Probe).ExcludeFromDescription();
        foreach (var prefix in MlflowPaths.Tracking) Map(routes.MapGroup(prefix).ExcludeFromDescription());
        RegistryRoutes.MapOwn(routes);
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

        api.MapGet("/metrics/get-history", HistoryApi.GetAsync).Reads();
        api.MapGet("/metrics/get-history-bulk", HistoryApi.GetBulkAsync).Reads();
        api.MapGet("/metrics/get-history-bulk-interval", HistoryApi.GetIntervalAsync).Reads();
        api.MapGet("/artifacts/list", RunApi.ListArtifactsAsync).Reads();
        RegistryRoutes.MapMlflow(api);
        api.Map("/{**rest}", MissingApi.AnswerTracking).AnyCaller("Whatever is asked, it is not there.");
    }

    private static RouteHandlerBuilder Reads(this RouteHandlerBuilder route) => route.Demands(TrackingPermissions.Read);

    private static RouteHandlerBuilder Writes(this RouteHandlerBuilder route) => route.Demands(TrackingPermissions.Write);

    internal static RouteHandlerBuilder Demands(this RouteHandlerBuilder route, Permission permission) =>
        route.AnyCaller($"It takes {permission.Name} in the project of the request.").WithMetadata(new MlflowDemand(permission));
}
