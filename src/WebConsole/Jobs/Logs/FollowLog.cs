using System.Text.Json;
using Athanor.Access.Authorization;
using Athanor.Jobs;
using Athanor.Jobs.Replicas;
using Athanor.Jobs.Replicas.Logs;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace Athanor.WebConsole.Jobs.Logs;

/// <summary>What comes to a log, a message in a line of JSON each, for a page that shows it.</summary>
internal static class FollowLog
{
    private const int LinesPerMessage = 2000;
    private const long FarBehind = 1 << 20;

    // The page asks again by itself, and the gate then looks at its session and roles again.
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BetweenMessages = TimeSpan.FromMilliseconds(100);

    /// <summary>Lines that have ended, the one that has not, and where that begins; a line is its texts, each with its style.</summary>
    private sealed record Message(long Position, bool Skipped, IEnumerable<Row> Lines, Row? Open, bool Ended);

    private sealed record Row(IEnumerable<string[]> Runs, int Hidden);

    public static async Task HandleAsync(
        HttpContext context, Caller caller, long job, LogChoice choice, long? position, JobDirectory jobs, JobLogs logs, TimeProvider clock, IHostApplicationLifetime host, CancellationToken cancellation)
    {
        var folder = await logs.FindAsync(await jobs.GetAsync(caller, job, cancellation), choice.Attempt, choice.Rank, choice.Stage, cancellation);
        using var lifetime = new CancellationTokenSource(Lifetime, clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(lifetime.Token, host.ApplicationStopping, cancellation);
        context.Response.ContentType = "application/x-ndjson; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.StartAsync(cancellation);
        try
        {
            await FollowAsync(context.Response, folder, Math.Max(0, position ?? 0), clock, end.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // Its time is up, or the server's.
        }
    }

    private static async Task FollowAsync(HttpResponse response, ReplicaFolder folder, long position, TimeProvider clock, CancellationToken cancellation)
    {
        var skipped = false;
        while (true)
        {
            if (ReplicaLog.ExtentOf(folder).End - position > FarBehind) (position, skipped) = (LogExcerpt.StartOf(folder, LinesPerMessage), true);
            var text = new TerminalText(LinesPerMessage);
            var isBehind = false;
            await foreach (var piece in ReplicaLog.ReadAsync(folder, position, follow: true, clock, cancellation))
            {
                text.Read(piece.Content.Span);
                position = piece.Next;
                await SendAsync(response, new(position - text.OpenBytes, skipped || text.HasDropped, text.TakeLines().Select(RowOf), RowOf(text.Open()), Ended: false), cancellation);
                skipped = false;
                await Task.Delay(BetweenMessages, clock, cancellation);
                isBehind = ReplicaLog.ExtentOf(folder).End - position > FarBehind;
                if (isBehind) break;
            }
            if (isBehind) continue;
            await SendAsync(response, new(position - text.OpenBytes, false, [], RowOf(text.Open()), Ended: true), cancellation);
            return;
        }
    }

    private static async Task SendAsync(HttpResponse response, Message message, CancellationToken cancellation)
    {
        await JsonSerializer.SerializeAsync(response.Body, message, JsonSerializerOptions.Web, cancellation);
        await response.Body.WriteAsync("\n"u8.ToArray(), cancellation);
        await response.Body.FlushAsync(cancellation);
    }

    private static Row RowOf(LogLine line) => new(line.Runs.Select(run => new[] { run.Text, run.Style }), line.Hidden);
}
