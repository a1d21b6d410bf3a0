using System.CommandLine;
using System.Text.Json;
using Athanor.Foundation.Units;
using Spectre.Console;

namespace Athanor.App.Verbs.Data;

/// <summary>What datasets take on the disk, and giving back what no version needs.</summary>
internal static class StorageVerbs
{
    private static readonly TimeSpan Patience = TimeSpan.FromHours(12);

    private static readonly Argument<string> Dataset = new("dataset") { Description = "The dataset." };
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Only tell what would be removed." };

    public static IEnumerable<Command> All() =>
    [
        Verb.Of("gc", "Remove what no branch, tag or kept commit needs.", CollectAsync, Dataset, DryRun),
        Verb.Of("du", "Show what a dataset holds, and the room it takes.", ShowUsageAsync, Dataset),
    ];

    private static async Task<int> CollectAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        var dryRun = cli.Get(DryRun);
        var done = await api.SendAsync(HttpMethod.Post, $"{DatasetPlace.ReadWhole(cli.Get(Dataset)!).Path}/gc", new { dryRun }, Patience, cancellation);
        cli.Output.Write(done, console => Write(console, done, dryRun));
        return Verb.Succeeded;
    }

    private static void Write(IAnsiConsole console, JsonElement done, bool isDry)
    {
        var removed = $"commits: {Of(done, "commits")}, tree nodes: {Of(done, "nodes")}, objects: {Of(done, "objects")}, packed anew: {Of(done, "repacked")}";
        console.WriteLine($"{(isDry ? "Would give back" : "Gave back")} {new Bytes(Of(done, "bytes"))} ({removed}). Commits that stay: {Of(done, "keptCommits")}.");
        if (Of(done, "heldBytes") is > 0 and var held) console.WriteLine($"{new Bytes(held)} of files that no commit names lie among many that one does, and stay until those are fewer.");
    }

    private static async Task<int> ShowUsageAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        var used = await api.GetAsync($"{DatasetPlace.ReadWhole(cli.Get(Dataset)!).Path}/du", cancellation);
        cli.Output.Write(used, console => Write(console, used));
        return Verb.Succeeded;
    }

    private static void Write(IAnsiConsole console, JsonElement used)
    {
        console.WriteLine($"default branch   {Of(used, "files")} files, {new Bytes(Of(used, "bytes"))}");
        console.WriteLine($"stored           {Of(used, "objects")} objects, {new Bytes(Of(used, "storedBytes"))}");
        console.WriteLine($"trees            {Of(used, "nodes")} nodes, {new Bytes(Of(used, "nodeBytes"))}");
    }

    private static long Of(JsonElement answer, string property) => answer.GetProperty(property).GetInt64();
}
