using System.CommandLine;
using System.Text.Json;
using Athanor.Foundation.Problems;
using Athanor.Foundation.Units;
using Athanor.Objects.Integrity;
using Spectre.Console;

namespace Athanor.App.Verbs.Objects;

/// <summary>Whether all that was stored is still what was stored.</summary>
internal static class IntegrityVerbs
{
    private static readonly Argument<string?> Bucket = new("bucket") { Description = "Only this bucket.", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<bool> Status = new("--status") { Description = "Only tell how far it is, and what is known to be damaged." };

    public static Command Verify() => Verb.Of("verify", "Read every object back from the disk and hold it against its checksums; exit code 3 where one is damaged.", VerifyAsync, Bucket);

    public static Command Scrub() => Verb.Of("scrub", "Have the server read everything back at its own pace, beginning now; exit code 3 where damage is known.", ScrubAsync, Status);

    public static Command Compact() => Verb.Of("compact", "Give back the room between objects that deleting left, now.", CompactAsync);

    private static async Task<int> VerifyAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        var filter = cli.Get(Bucket) is { } bucket ? $"?bucket={Uri.EscapeDataString(bucket)}" : "";
        using var lines = new StreamReader(await api.OpenAsync(HttpMethod.Post, $"/api/v1/objects/verify{filter}", cancellation));
        var damaged = new List<VerifyNote>();
        VerifyNote? note = null;
        while (await lines.ReadLineAsync(cancellation) is { } line)
        {
            note = JsonSerializer.Deserialize<VerifyNote>(line, JsonSerializerOptions.Web)!;
            if (note.Kind == "damaged") damaged.Add(note);
            if (note.Kind == "progress" && !Console.IsErrorRedirected) await Console.Error.WriteAsync($"\r{note.Objects} objects, {new Bytes(note.Bytes)}   ".AsMemory(), cancellation);
        }
        if (note is not { Kind: "done" } end) throw new ProblemException(ObjectsCommandProblems.Unfinished);

        cli.Output.Write(new { ok = damaged.Count == 0, end.Objects, end.Bytes, damaged }, console =>
        {
            foreach (var one in damaged) console.MarkupLineInterpolated($"[red]DAMAGED[/] s3://{one.Bucket}/{one.Key} ({one.Version}): {one.Finding}");
            console.WriteLine($"{end.Objects} objects, {new Bytes(end.Bytes)}: {(damaged.Count == 0 ? "all whole" : $"{damaged.Count} damaged")}");
        });
        return damaged.Count == 0 ? Verb.Succeeded : Verb.Found;
    }

    private static async Task<int> ScrubAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        var answer = cli.Get(Status) ? await api.GetAsync("/api/v1/objects/scrub", cancellation) : await api.SendAsync(HttpMethod.Post, "/api/v1/objects/scrub", null, cancellation);
        var state = answer.ValueKind == JsonValueKind.Undefined ? null : answer.Deserialize<ScrubState>(JsonSerializerOptions.Web);
        var damaged = (await api.ListAsync("/api/v1/objects/damaged", cancellation)).ConvertAll(item => item.Deserialize<DamagedObject>(JsonSerializerOptions.Web)!);
        cli.Output.Write(new { state, damaged }, console =>
        {
            console.WriteLine(state switch
            {
                null => "Nothing was read back yet.",
                { IsRunning: true } => $"Reading back since {state.StartedAt.ToLocalTime():yyyy-MM-dd HH:mm:ss}: {state.Blobs} blobs, {new Bytes(state.Bytes)} so far, {state.Damaged} damaged.",
                _ => $"Read back by {state.FinishedAt!.Value.ToLocalTime():yyyy-MM-dd HH:mm:ss}: {state.Blobs} blobs, {new Bytes(state.Bytes)}, {state.Damaged} damaged.",
            });
            foreach (var one in damaged) console.MarkupLineInterpolated($"[red]DAMAGED[/] s3://{one.Bucket}/{one.Key} ({one.Version}): {one.Finding}");
        });
        return damaged.Count == 0 ? Verb.Succeeded : Verb.Found;
    }

    private static async Task<int> CompactAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        var report = await api.SendAsync(HttpMethod.Post, "/api/v1/objects/compact", null, cancellation);
        cli.Output.Write(report, console => console.WriteLine($"{report.GetProperty("segmentsDropped")} segments are gone, {report.GetProperty("blobsMoved")} objects were moved."));
        return Verb.Succeeded;
    }
}
