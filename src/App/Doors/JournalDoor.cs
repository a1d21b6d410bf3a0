using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Athanor.Access;
using Athanor.Access.Authorization;
using Athanor.Foundation.Identifiers;
using Athanor.Foundation.Journal;
using Athanor.Foundation.Paging;
using Athanor.Foundation.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Athanor.App.Doors;

/// <summary>The Journal over HTTP: search, live feed, export, proof and lineage. Each caller sees the projects in which it may read.</summary>
internal static class JournalDoor
{
    private const string OwnProjects = "Shows the facts of the projects in which the caller may read the Journal.";

    public static void MapJournal(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1").WithTags("journal");
        api.MapGet("/journal", SearchAsync).AnyCaller(OwnProjects);
        api.MapGet("/journal/events", Follow).AnyCaller(OwnProjects).Produces(200, contentType: "text/event-stream");
        api.MapGet("/journal/export", ExportAsync).AnyCaller(OwnProjects).Produces(200, contentType: "application/x-ndjson");
        api.MapGet("/journal/head", HeadAsync).Requires(AccessPermissions.JournalRead);
        api.MapPost("/journal/verify", VerifyAsync).Requires(AccessPermissions.JournalVerify);
        api.MapGet("/lineage", LineageAsync).AnyCaller(OwnProjects);
    }

    private static async Task<Ok<Page<JournalFact>>> SearchAsync(Caller caller, [AsParameters] JournalQuery query, int? limit, JournalReader journal, CancellationToken cancellation)
    {
        var size = Pages.SizeOf(limit);
        var entries = await journal.SearchAsync(query.ToFilter(caller), size, cancellation);
        var items = entries.ConvertAll(JournalFact.Of);
        return TypedResults.Ok(new Page<JournalFact>(items, items.Count == size ? items[^1].Sequence.ToString(CultureInfo.InvariantCulture) : null));
    }

    private static ServerSentEventsResult<JournalFact> Follow(
        Caller caller, [AsParameters] JournalQuery query, HttpRequest request, JournalFeed feed, CancellationToken cancellation)
    {
        var after = long.TryParse(request.Headers["Last-Event-ID"], out var last) ? last : query.After ?? 0;
        return TypedResults.ServerSentEvents(feed.FollowAsync(caller, query.ToFilter(caller) with { After = after }, cancellation));
    }

    private static async Task ExportAsync(Caller caller, [AsParameters] JournalQuery query, HttpResponse response, JournalReader journal, CancellationToken cancellation)
    {
        response.ContentType = "application/x-ndjson";
        var filter = query.ToFilter(caller) with { NewestFirst = false };
        while (true)
        {
            var page = await journal.SearchAsync(filter, JournalReader.MaximumPage, cancellation);
            foreach (var entry in page)
            {
                JsonSerializer.Serialize(response.BodyWriter.AsStream(leaveOpen: true), JournalFact.Of(entry), JsonSerializerOptions.Web);
                response.BodyWriter.Write("\n"u8);
            }
            await response.BodyWriter.FlushAsync(cancellation);
            if (page.Count < JournalReader.MaximumPage) return;
            filter = filter with { After = page[^1].Sequence };
        }
    }

    private static async Task<Ok<JournalHead>> HeadAsync(JournalReader journal, CancellationToken cancellation) =>
        TypedResults.Ok(JournalHead.Of(await journal.HeadAsync(cancellation)));

    private static async Task<Ok<JournalVerdict>> VerifyAsync(JournalHead? anchor, JournalReader journal, CancellationToken cancellation) =>
        TypedResults.Ok(JournalVerdict.Of(await journal.VerifyAsync(anchor?.ToChainHead(), progress: null, cancellation)));

    private static async Task<Ok<List<LineageEdge>>> LineageAsync(Caller caller, string? subject, string? direction, JournalReader journal, CancellationToken cancellation)
    {
        if (!Subject.TryParse(subject, out var start)) throw new ProblemException(JournalProblems.BadSubject);
        var way = direction switch
        {
            null or "up" => LineageDirection.Up,
            "down" => LineageDirection.Down,
            _ => throw new ProblemException(JournalProblems.BadDirection),
        };
        return TypedResults.Ok(await journal.LineageAsync(start, way, Authorizer.ProjectsAllowing(caller, AccessPermissions.JournalRead), cancellation));
    }
}
