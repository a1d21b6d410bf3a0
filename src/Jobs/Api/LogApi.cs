using Athanor.Access.Authorization;
using Athanor.Jobs.Replicas.Logs;
using Athanor.Jobs.Replicas.Samples;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Athanor.Jobs.Api;

/// <summary>What replicas write to their output, and what they use.</summary>
internal static class LogApi
{
    /// <summary>Where the bytes of the answer begin in all of the output, so that a reader that was cut off can go on.</summary>
    public const string PositionHeader = "Athanor-Log-Position";

    public const string EndHeader = "Athanor-Log-End";

    private const int MostPoints = 2000;

    /// <summary>Streams; with <paramref name="follow"/> until the replica has ended.</summary>
    public static async Task StreamAsync(HttpContext context, Caller caller, long job, int? rank, int? attempt, string? stage, long? position, int? lines, bool? follow, JobDirectory jobs, JobLogs logs, TimeProvider clock, CancellationToken cancellation)
    {
        var folder = await logs.FindAsync(await jobs.GetAsync(caller, job, cancellation), attempt, rank ?? 0, stage, cancellation);
        var start = position ?? (lines is { } last ? ReplicaLog.PositionOfLastLines(folder, last) : 0);
        var extent = ReplicaLog.ExtentOf(folder);
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers[PositionHeader] = $"{Math.Max(start, extent.First)}";
        context.Response.Headers[EndHeader] = $"{extent.End}";
        await context.Response.StartAsync(cancellation);
        await foreach (var piece in ReplicaLog.ReadAsync(folder, start, follow == true, clock, cancellation))
        {
            await context.Response.BodyWriter.WriteAsync(piece.Content, cancellation);
            await context.Response.BodyWriter.FlushAsync(cancellation);
        }
    }

    public static async Task<Ok<IReadOnlyList<ReplicaSample>>> ListSamplesAsync(
        Caller caller, long job, int? rank, int? attempt, DateTimeOffset? from, DateTimeOffset? until, int? points, JobDirectory jobs, JobLogs logs, TimeProvider clock, CancellationToken cancellation)
    {
        var folder = await logs.FindAsync(await jobs.GetAsync(caller, job, cancellation), attempt, rank ?? 0, null, cancellation);
        return TypedResults.Ok(ReplicaSamples.Read(folder, from ?? DateTimeOffset.UnixEpoch, until ?? clock.GetUtcNow(), Math.Clamp(points ?? 300, 1, MostPoints)));
    }
}
