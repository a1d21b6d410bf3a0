using System.CommandLine;
using System.Net.Http.Headers;
using System.Text.Json;
using Athanor.Foundation.Problems;
using Athanor.Foundation.Units;
using Athanor.Objects.Lifecycle;
using Spectre.Console;

namespace Athanor.App.Verbs.Objects;

/// <summary>What lifecycle rules would do, before they are set.</summary>
internal static class LifecycleVerbs
{
    private static readonly Argument<string> Bucket = new("bucket") { Description = "The bucket." };
    private static readonly Option<string> Rules = new("--file") { Description = "A file with the rules, as S3 has them: XML, or JSON.", Required = true };

    public static Command Lifecycle() => new("lifecycle", "Rules by which objects expire.")
    {
        Verb.Of("preview", "Show what rules would hide, remove and abort now, and change nothing.", PreviewAsync, Bucket, Rules),
    };

    private static async Task<int> PreviewAsync(Invocation cli, CancellationToken cancellation)
    {
        var path = cli.Get(Rules)!;
        if (!File.Exists(path)) throw new ProblemException(ObjectsCommandProblems.NoFile(path));
        using var rules = new ByteArrayContent(await File.ReadAllBytesAsync(path, cancellation));
        rules.Headers.ContentType = new MediaTypeHeaderValue(await IsXmlAsync(path, cancellation) ? "application/xml" : "application/json");

        using var api = cli.Api();
        var answer = await api.SendAsync(HttpMethod.Post, $"/api/v1/buckets/{Uri.EscapeDataString(cli.Get(Bucket)!)}/lifecycle/preview", rules, cancellation);
        var preview = answer.Deserialize<LifecyclePreview>(JsonSerializerOptions.Web)!;
        cli.Output.Write(preview, console => Write(console, preview));
        return Verb.Succeeded;
    }

    private static async Task<bool> IsXmlAsync(string path, CancellationToken cancellation) => (await File.ReadAllTextAsync(path, cancellation)).TrimStart().StartsWith('<');

    private static void Write(IAnsiConsole console, LifecyclePreview preview)
    {
        var (hidden, removed, aborted, bytes) = preview.Counts;
        console.WriteLine($"{hidden} objects would be hidden, {removed} versions removed and {aborted} uploads aborted; that frees {new Bytes(bytes)}.");
        if (!preview.IsComplete) console.WriteLine($"Only the first {preview.Examined} versions were looked at.");
        if (preview.Examples.Count == 0) return;

        var table = Output.NewTable("would", "key", "version", "bytes", "since", "rule");
        foreach (var one in preview.Examples)
            table.AddRow(new Text(one.Action), new Text(one.Key), new Text(one.Version), new Text(new Bytes(one.Bytes).ToString()), new Text($"{one.Since.ToLocalTime():yyyy-MM-dd HH:mm}"), new Text(one.Rule ?? ""));
        console.Write(table);
    }
}
