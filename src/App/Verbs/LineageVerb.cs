using System.CommandLine;
using System.Text.Json;

namespace Athanor.App.Verbs;

internal static class LineageVerb
{
    private static readonly Argument<string> Subject = new("subject") { Description = "A thing as the Journal names it, such as key/ATH…" };
    private static readonly Option<bool> Up = new("--up") { Description = "What it was made from (the default)." };
    private static readonly Option<bool> Down = new("--down") { Description = "What was made from it." };

    public static Command Create() => Verb.Of("lineage", "Show where a thing came from, or what came of it.", RunAsync, Subject, Up, Down);

    private static async Task<int> RunAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        var isDown = cli.Get(Down);
        var edges = await api.GetAsync($"/api/v1/lineage?direction={(isDown ? "down" : "up")}&subject={Uri.EscapeDataString(cli.Get(Subject)!)}", cancellation);
        cli.Output.Write(edges, _ =>
        {
            Console.WriteLine(cli.Get(Subject));
            foreach (var edge in edges.EnumerateArray()) Console.WriteLine(LineOf(edge, isDown));
        });
        return Verb.Succeeded;
    }

    private static string LineOf(JsonElement edge, bool isDown)
    {
        var indent = new string(' ', 2 * edge.GetProperty("depth").GetInt32());
        var (arrow, end) = isDown ? ("->", "child") : ("<-", "parent");
        return $"{indent}{arrow} {edge.GetProperty(end).GetString()}  ({edge.GetProperty("verb").GetString()}, fact {edge.GetProperty("sequence")})";
    }
}
