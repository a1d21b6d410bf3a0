using System.CommandLine;
using Athanor.Foundation.Problems;
using Spectre.Console;

namespace Athanor.App.Verbs.Data;

/// <summary>Branches: listed, made, protected and removed by one command.</summary>
internal static class BranchVerb
{
    private static readonly Argument<string> Dataset = new("dataset") { Description = "The dataset." };
    private static readonly Argument<string?> Name = new("name") { Description = "The branch; all are listed without it.", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<string?> From = new("--from") { Description = "Where a new branch begins: a branch, a tag or a commit; the default branch without it." };
    private static readonly Option<bool> Delete = new("--delete") { Description = "Remove the branch; commits that nothing else keeps go with the next collection." };
    private static readonly Option<string?> Protect = new("--protect") { Description = "The role that it takes to change the branch: contributor, operator or admin." };
    private static readonly Option<bool> Unprotect = new("--unprotect") { Description = "Let everybody change it who may change the dataset." };

    public static Command Create() => Verb.Of("branch", "List, make, protect or remove branches.", RunAsync, Dataset, Name, From, Delete, Protect, Unprotect);

    private static async Task<int> RunAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        var place = DatasetPlace.ReadWhole(cli.Get(Dataset)!) with { Ref = cli.Get(Name) };
        if (place.Ref is not null) await ChangeAsync(cli, api, place, cancellation);
        else if (cli.Get(Delete) || cli.Get(Unprotect) || cli.Get(Protect) is not null || cli.Get(From) is not null) throw new ProblemException(DataCommandProblems.NeedsName);
        else await ListAsync(cli, api, place, cancellation);
        return Verb.Succeeded;
    }

    private static async Task ListAsync(Invocation cli, ApiClient api, DatasetPlace place, CancellationToken cancellation)
    {
        var branches = await api.ListAsync($"{place.Path}/branches", cancellation);
        cli.Output.WriteList(branches, ("name", "name"), ("commit", "head"), ("changed", "uncommitted"), ("protected", "protection"));
    }

    private static async Task ChangeAsync(Invocation cli, ApiClient api, DatasetPlace place, CancellationToken cancellation)
    {
        if (cli.Get(Delete))
        {
            await api.SendAsync(HttpMethod.Delete, place.BranchPath, null, cancellation);
            cli.Output.Say($"Branch {place} is removed.");
        }
        else if (cli.Get(Unprotect) || cli.Get(Protect) is not null)
        {
            var role = cli.Get(Unprotect) ? null : cli.Get(Protect);
            await api.SendAsync(HttpMethod.Put, $"{place.BranchPath}/protection", new { role }, cancellation);
            cli.Output.Say(role is null ? $"Branch {place} is not protected." : $"Changing branch {place} takes the role {role}.");
        }
        else
        {
            var made = await api.SendAsync(HttpMethod.Post, $"{place.Path}/branches", new { name = place.Ref, from = cli.Get(From) }, cancellation);
            cli.Output.Write(made, console => console.WriteLine($"Branch {place} is there."));
        }
    }
}
