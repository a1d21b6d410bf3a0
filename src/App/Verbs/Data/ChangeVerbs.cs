using System.CommandLine;
using System.Text.Json;
using Athanor.Foundation.Problems;
using Spectre.Console;

namespace Athanor.App.Verbs.Data;

/// <summary>What changed on a branch, and making a commit of it or dropping it.</summary>
internal static class ChangeVerbs
{
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    private static readonly Argument<string> Branch = new("branch") { Description = "DATASET or DATASET@BRANCH." };
    private static readonly Argument<string> Side = new("dataset") { Description = "DATASET, or DATASET@BRANCH for what is not committed." };
    private static readonly Argument<string?> From = new("from") { Description = "A branch, a tag or a commit.", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Argument<string?> To = new("to") { Description = "A branch, a tag or a commit.", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<string> Message = new("--message", "-m") { Description = "What was changed, and why.", Required = true };
    private static readonly Option<string[]> Metadata = new("--meta") { Description = "KEY=VALUE to keep with the commit; may be given several times.", DefaultValueFactory = _ => [] };
    private static readonly Option<string?> Within = new("--path") { Description = "Only what lies under this path." };
    private static readonly Option<string?> Target = new("--to") { Description = "Move the branch to this commit; what came after it is no longer on the branch." };

    public static IEnumerable<Command> All() =>
    [
        Verb.Of("status", "Show what changed on a branch since its last commit.", ShowStatusAsync, Branch),
        Verb.Of("diff", "Show what differs between two versions, or what is not committed.", DiffAsync, Side, From, To, Within),
        Verb.Of("commit", "Keep the state of a branch as a version.", CommitAsync, Branch, Message, Metadata),
        Verb.Of("reset", "Drop what is not committed, or move a branch to a commit.", ResetAsync, Branch, Within, Target),
    ];

    public static async Task<JsonElement> CommitAsync(ApiClient api, DatasetPlace place, string message, Dictionary<string, string> metadata, CancellationToken cancellation) =>
        await api.SendAsync(HttpMethod.Post, $"{place.BranchPath}/commit", new { message, metadata }, Patience, cancellation);

    private static async Task<int> ShowStatusAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        var place = await DatasetPlace.ReadWhole(cli.Get(Branch)!).ResolveAsync(api, cancellation);
        var branch = await api.GetAsync(place.BranchPath, cancellation);
        var changes = api.ReadAllAsync($"{place.BranchPath}/changes", cancellation);
        if (cli.Output.AsJson)
        {
            cli.Output.Write(new { branch, changes = await changes.ToListAsync(cancellation) }, _ => { });
            return Verb.Succeeded;
        }

        var head = branch.GetProperty("head").GetString();
        Console.WriteLine($"On {place}, {(head is null ? "without a commit yet" : $"at commit {DataText.Short(head)}")}.");
        var count = await PrintAsync(changes, cancellation);
        Console.WriteLine(count == 0 ? "Nothing to commit." : $"{count} changed; `athanor data commit {place} -m MESSAGE` keeps them.");
        return Verb.Succeeded;
    }

    private static async Task<int> DiffAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        var place = DatasetPlace.ReadWhole(cli.Get(Side)!);
        var prefix = Uri.EscapeDataString(cli.Get(Within) ?? "");
        var changes = (cli.Get(From), cli.Get(To)) switch
        {
            ({ } from, { } to) => api.ReadAllAsync($"{place.Path}/diff?from={Uri.EscapeDataString(from)}&to={Uri.EscapeDataString(to)}&prefix={prefix}", cancellation),
            (null, null) => api.ReadAllAsync($"{(await place.ResolveAsync(api, cancellation)).BranchPath}/changes?prefix={prefix}", cancellation),
            _ => throw new ProblemException(DataCommandProblems.OneSide),
        };
        if (cli.Output.AsJson) cli.Output.Write(await changes.ToListAsync(cancellation), _ => { });
        else Console.WriteLine($"{await PrintAsync(changes, cancellation)} differ.");
        return Verb.Succeeded;
    }

    private static async Task<int> CommitAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        var place = await DatasetPlace.ReadWhole(cli.Get(Branch)!).ResolveAsync(api, cancellation);
        var commit = await CommitAsync(api, place, cli.Get(Message)!, ReadMetadata(cli.Get(Metadata)!), cancellation);
        cli.Output.Write(commit, console => console.WriteLine($"Commit {DataText.IdOf(commit)} on {place}: {DataText.Line(cli.Get(Message))}"));
        return Verb.Succeeded;
    }

    private static async Task<int> ResetAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        var place = await DatasetPlace.ReadWhole(cli.Get(Branch)!).ResolveAsync(api, cancellation);
        object body = cli.Get(Target) is { } commit ? new { commit } : cli.Get(Within) is { } prefix ? new { prefix } : new { };
        await api.SendAsync(HttpMethod.Post, $"{place.BranchPath}/reset", body, Patience, cancellation);
        cli.Output.Say(cli.Get(Target) is { } target ? $"{place} is at {target} now." : $"What was not committed on {place} is dropped.");
        return Verb.Succeeded;
    }

    private static Dictionary<string, string> ReadMetadata(string[] pairs) => pairs
        .Select(pair => pair.Split('=', 2) is [{ Length: > 0 } key, var value] ? (key, value) : throw new ProblemException(DataCommandProblems.BadMetadata(pair)))
        .GroupBy(pair => pair.key)
        .ToDictionary(group => group.Key, group => group.Last().value);

    private static async Task<int> PrintAsync(IAsyncEnumerable<JsonElement> changes, CancellationToken cancellation)
    {
        var count = 0;
        await foreach (var change in changes.WithCancellation(cancellation))
        {
            Console.WriteLine(DataText.ChangeOf(change));
            count++;
        }
        return count;
    }
}
