using System.CommandLine;
using System.Text.Json;
using Athanor.App.Doors;
using Athanor.Foundation.Problems;
using Spectre.Console;

namespace Athanor.App.Verbs;

internal static class AuditVerbs
{
    private static readonly Option<bool> Follow = new("--follow", "-f") { Description = "Go on with what happens from now on." };
    private static readonly Option<int> Limit = new("--limit", "-n") { Description = "How many facts.", DefaultValueFactory = _ => 20 };
    private static readonly Option<string?> Anchor = new("--anchor") { Description = "File to which journal.anchor-file wrote heads; its last line is checked as well." };
    private static readonly Dictionary<string, Option<string?>> Filters = new()
    {
        ["actor"] = new("--actor") { Description = "Who did it, such as person/admin." },
        ["project"] = new("--project") { Description = "In which project." },
        ["verb"] = new("--verb") { Description = "What was done, such as key.issued." },
        ["subject"] = new("--subject") { Description = "To what, such as project/default." },
        ["text"] = new("--text") { Description = "Text in the subject or the details." },
        ["from"] = new("--from") { Description = "Not before this time (ISO 8601)." },
        ["until"] = new("--until") { Description = "Before this time (ISO 8601)." },
    };

    public static Command Create() => new("audit", "The Journal: everything that happened, in order, and the proof that nobody changed it.")
    {
        Verb.Of("tail", "Show the newest facts.", TailAsync, [Follow, Limit, .. Filters.Values]),
        Verb.Of("search", "Find facts, newest first.", SearchAsync, [Limit, .. Filters.Values]),
        Verb.Of("export", "Write all facts as JSON lines, oldest first.", ExportAsync, [.. Filters.Values]),
        Verb.Of("verify", "Recompute the chain of hashes; names the first fact that is not as it was written.", VerifyAsync, Anchor),
        Verb.Of("head", "Print the end of the chain, to keep it somewhere else.", HeadAsync),
    };

    private static async Task<int> TailAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        var facts = await NewestAsync(cli, api, cancellation);
        facts.Reverse();
        foreach (var fact in facts) WriteLine(cli, fact);
        if (cli.Get(Follow)) await FollowAsync(cli, api, facts.Count > 0 ? facts[^1].Sequence : 0, cancellation);
        return Verb.Succeeded;
    }

    private static async Task<int> SearchAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        var facts = await NewestAsync(cli, api, cancellation);
        cli.Output.Write(facts, _ => facts.ForEach(fact => WriteLine(cli, fact)));
        return Verb.Succeeded;
    }

    private static async Task<int> ExportAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        await using var export = await api.OpenAsync($"/api/v1/journal/export?{Query(cli)}", cancellation);
        await using var output = Console.OpenStandardOutput();
        await export.CopyToAsync(output, cancellation);
        return Verb.Succeeded;
    }

    private static async Task<int> VerifyAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        var anchor = cli.Get(Anchor) is { } file ? ReadAnchor(file) : null;
        var answer = await api.SendAsync(HttpMethod.Post, "/api/v1/journal/verify", anchor, cancellation);
        var verdict = answer.Deserialize<JournalVerdict>(JsonSerializerOptions.Web)!;
        cli.Output.Write(answer, console => console.MarkupLineInterpolated(verdict.Ok
            ? (FormattableString)$"[green]ok[/] {verdict.Finding} {verdict.Facts} facts, head {verdict.Head.Sequence}:{verdict.Head.Hash}"
            : $"[red]NOT WHOLE[/] at row {verdict.Row}: {verdict.Finding}"));
        return verdict.Ok ? Verb.Succeeded : Verb.Found;
    }

    private static async Task<int> HeadAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        var head = await api.GetAsync("/api/v1/journal/head", cancellation);
        cli.Output.Write(head, _ => Console.WriteLine($"{head.GetProperty("sequence")}:{head.GetProperty("hash").GetString()}"));
        return Verb.Succeeded;
    }

    private static async Task<List<JournalFact>> NewestAsync(Invocation cli, ApiClient api, CancellationToken cancellation)
    {
        var page = await api.GetAsync($"/api/v1/journal?limit={cli.Get(Limit)}&{Query(cli)}", cancellation);
        return page.GetProperty("items").Deserialize<List<JournalFact>>(JsonSerializerOptions.Web)!;
    }

    private static async Task FollowAsync(Invocation cli, ApiClient api, long after, CancellationToken cancellation)
    {
        await using var events = await api.OpenAsync($"/api/v1/journal/events?after={after}&{Query(cli)}", cancellation);
        await foreach (var item in System.Net.ServerSentEvents.SseParser.Create(events).EnumerateAsync(cancellation))
            WriteLine(cli, JsonSerializer.Deserialize<JournalFact>(item.Data, JsonSerializerOptions.Web)!);
    }

    private static void WriteLine(Invocation cli, JournalFact fact)
    {
        if (cli.Output.AsJson) Console.WriteLine(JsonSerializer.Serialize(fact, JsonSerializerOptions.Web));
        else Console.WriteLine($"{fact.Sequence,8}  {fact.Time.ToLocalTime():yyyy-MM-dd HH:mm:ss}  {fact.Actor,-20} {fact.Verb,-20} {fact.Subject}{(fact.Details.EnumerateObject().Any() ? $"  {fact.Details}" : "")}");
    }

    private static string Query(Invocation cli) =>
        string.Join('&', Filters.Where(filter => cli.Get(filter.Value) is not null).Select(filter => $"{filter.Key}={Uri.EscapeDataString(cli.Get(filter.Value)!)}"));

    private static JournalHead ReadAnchor(string file)
    {
        var words = File.Exists(file) ? File.ReadLines(file).LastOrDefault()?.Split(' ')[^1].Split(':') : null;
        return words is [var sequence, var hash] && long.TryParse(sequence, out var number) ? new(number, hash) : throw new ProblemException(CommandProblems.BadAnchor(file));
    }
}
