using Athanor.Access;
using Athanor.Access.Authorization;
using Athanor.App.Server;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Diagnosis;
using Athanor.Foundation.Telemetry;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Athanor.App.Doors;

/// <summary>What watches the server: probes, metrics, and its own view of its health.</summary>
internal static class SystemDoor
{
    private const string Probe = "Probes carry no key, and the answer tells nothing.";

    public static void MapSystem(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", () => TypedResults.Text("ok\n")).OpenToAll(Probe).ExcludeFromDescription();
        routes.MapGet("/readyz", ReadyAsync).OpenToAll(Probe).ExcludeFromDescription();
        routes.MapGet("/metrics", Metrics).Requires(AccessPermissions.SystemRead).ExcludeFromDescription();
        routes.MapOpenApi("/openapi/v1.json").OpenToAll("The description of the API is the same for everyone.");

        var api = routes.MapGroup("/api/v1").WithTags("system");
        api.MapGet("/status", StatusAsync).Requires(AccessPermissions.SystemRead);
        api.MapGet("/system", ExamineAsync).Requires(AccessPermissions.SystemRead);
        api.MapGet("/system/activity", Activity).Requires(AccessPermissions.SystemRead);
    }

    /// <summary>Ready is what can read its metadata.</summary>
    private static async Task<ContentHttpResult> ReadyAsync(IDatabase database, CancellationToken cancellation)
    {
        await database.ReadAsync(session => session.Exists($"SELECT 1 FROM migrations"), cancellation);
        return TypedResults.Text("ready\n");
    }

    private static ContentHttpResult Metrics(MetricsRegistry registry) => TypedResults.Text(registry.WritePrometheus(), MetricsRegistry.ContentType);

    private static async Task<Ok<ServerStatus>> StatusAsync(ServerState state, CancellationToken cancellation) => TypedResults.Ok(await state.DescribeAsync(cancellation));

    private static async Task<Ok<SystemReport>> ExamineAsync(ISystemExaminer examiner, CancellationToken cancellation) => TypedResults.Ok(await examiner.ExamineAsync(cancellation));

    private static Ok<IReadOnlyList<ActivitySample>> Activity(ActivityHistory history) => TypedResults.Ok(history.Samples);
}
