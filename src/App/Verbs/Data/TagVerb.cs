using System.CommandLine;
using Athanor.Foundation.Problems;
using Spectre.Console;

namespace Athanor.App.Verbs.Data;

/// <summary>Tags: names that stay with a commit.</summary>
internal static class TagVerb
{
    private static readonly Argument<string> Dataset = new("dataset") { Description = "The dataset." };
    private static readonly Argument<string?> Name = new("name") { Description = "The tag; all are listed without it.", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Argument<string?> Target = new("ref") { Description = "What it names: a branch, a tag or a commit.", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<bool> Delete = new("--delete") { Description = "Remove the tag." };

    public static Command Create() => Verb.Of("tag", "List, make or remove tags.", RunAsync, Dataset, Name, Target, Delete);

    private static async Task<int> RunAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        var path = $"{DatasetPlace.ReadWhole(cli.Get(Dataset)!).Path}/tags";
        switch (cli.Get(Name), cli.Get(Target), cli.Get(Delete))
        {
            case (null, _, false):
                cli.Output.WriteList(await api.ListAsync(path, cancellation), ("name", "name"), ("commit", "commit"), ("made", "createdAt"));
                break;
            case (null, _, true):
                throw new ProblemException(DataCommandProblems.NeedsName);
            case ({ } name, _, true):
                await api.SendAsync(HttpMethod.Delete, $"{path}/{Uri.EscapeDataString(name)}", null, cancellation);
                cli.Output.Say($"Tag {name} is removed.");
                break;
            case ({ } name, { } target, false):
                var made = await api.SendAsync(HttpMethod.Post, path, new { name, @ref = target }, cancellation);
                cli.Output.Write(made, console => console.WriteLine($"Tag {name} names {target}."));
                break;
            default:
                throw new ProblemException(DataCommandProblems.NeedsReference);
        }
        return Verb.Succeeded;
    }
}
