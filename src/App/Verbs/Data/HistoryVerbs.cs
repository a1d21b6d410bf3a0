using System.CommandLine;
using System.Text.Json;
using Athanor.Foundation.Problems;
using Athanor.Foundation.Units;
using Spectre.Console;

namespace Athanor.App.Verbs.Data;

/// <summary>Looking at commits, and joining or undoing them.</summary>
internal static class HistoryVerbs
{
    private const int ShownChanges = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    private static readonly Argument<string> Version = new("version") { Description = "DATASET or DATASET@REF: a branch, a tag or a commit." };
    private static readonly Argument<string> Commit = new("commit") { Description = "DATASET@COMMIT." };
    private static readonly Option<int> Most = new("--limit", "-n") { Description = "How many commits at most (50).", DefaultValueFactory = _ => 50 };
    private static readonly Argument<string> Dataset = new("dataset") { Description = "The dataset." };
    private static readonly Argument<string> Source = new("source") { Description = "What to merge: a branch, a tag or a commit." };
    private static readonly Argument<string> Into = new("into") { Description = "The branch to merge into." };
    private static readonly Option<bool> Ours = new("--ours") { Description = "Where both changed a file, keep that of the branch." };
    private static readonly Option<bool> Theirs = new("--theirs") { Description = "Where both changed a file, take that of the source." };
    private static readonly Option<string?> Message = new("--message", "-m") { Description = "What was changed, and why." };
    private static readonly Argument<string> Branch = new("branch") { Description = "DATASET@BRANCH." };
    private static readonly Argument<string> Undone = new("commit") { Description = "The commit whose changes to take back." };

    public static IEnumerable<Command> All() =>
    [
        Verb.Of("log", "List commits, the newest first.", ShowLogAsync, Version, Most),
        Verb.Of("show", "Show a commit and what it changed.", ShowAsync, Commit),
        Verb.Of("merge", "Bring the changes of one branch into another; exit code 3 when both changed the same files.", MergeAsync, Dataset, Source, Into, Ours, Theirs, Message),
        Verb.Of("revert", "Commit the opposite of a commit.", RevertAsync, Branch, Undone, Message),
    ];

    private static async Task<int> ShowLogAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        var place = await DatasetPlace.ReadWhole(cli.Get(Version)!).ResolveAsync(api, cancellation);
        var commits = await api.ReadAllAsync($"{place.Path}/commits?ref={Uri.EscapeDataString(place.Ref!)}", cancellation).Take(cli.Get(Most)).ToListAsync(cancellation);
        cli.Output.Write(commits, console => Write(console, commits));
        return Verb.Succeeded;
    }

    private static void Write(IAnsiConsole console, List<JsonElement> commits)
    {
        var table = Output.NewTable("commit", "when", "who", "files", "size", "message");
        foreach (var commit in commits)
        {
            string[] cells =
            [
                DataText.IdOf(commit), DataText.TimeOf(commit, "createdAt"), commit.GetProperty("author").GetString() ?? "",
                $"{commit.GetProperty("files").GetInt64()}", $"{new Bytes(commit.GetProperty("bytes").GetInt64())}", DataText.Line(commit.GetProperty("message").GetString()),
            ];
            table.AddRow(cells.Select(cell => new Text(cell)));
        }
        console.Write(table);
    }

    private static async Task<int> ShowAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        var place = DatasetPlace.ReadWhole(cli.Get(Commit)!);
        if (place.Ref is null) throw new ProblemException(DataCommandProblems.NeedsRef(cli.Get(Commit)!));

        var path = $"{place.Path}/commits/{Uri.EscapeDataString(place.Ref)}";
        var commit = await api.GetAsync(path, cancellation);
        var changes = await api.ReadAllAsync($"{path}/changes", cancellation).Take(ShownChanges + 1).ToListAsync(cancellation);
        cli.Output.Write(new { commit, changes = changes.Take(ShownChanges), areMore = changes.Count > ShownChanges }, console => Write(console, commit, changes));
        return Verb.Succeeded;
    }

    private static void Write(IAnsiConsole console, JsonElement commit, List<JsonElement> changes)
    {
        console.WriteLine($"commit    {commit.GetProperty("id").GetString()}");
        foreach (var parent in commit.GetProperty("parents").EnumerateArray()) console.WriteLine($"parent    {parent.GetString()}");
        console.WriteLine($"author    {commit.GetProperty("author").GetString()}");
        console.WriteLine($"time      {DataText.TimeOf(commit, "createdAt")}");
        console.WriteLine($"holds     {commit.GetProperty("files").GetInt64()} files, {new Bytes(commit.GetProperty("bytes").GetInt64())}");
        foreach (var pair in commit.GetProperty("metadata").EnumerateObject()) console.WriteLine($"{DataText.Line(pair.Name),-9} {DataText.Line(pair.Value.ToString())}");
        console.WriteLine($"\n    {DataText.Line(commit.GetProperty("message").GetString())}\n");
        foreach (var change in changes.Take(ShownChanges)) console.WriteLine(DataText.ChangeOf(change));
        if (changes.Count > ShownChanges) console.WriteLine("… and more; `athanor data diff` shows all.");
    }

    private static async Task<int> MergeAsync(Invocation cli, CancellationToken cancellation)
    {
        if (cli.Get(Ours) && cli.Get(Theirs)) throw new ProblemException(DataCommandProblems.OursOrTheirs);
        using var api = cli.Api();
        var place = DatasetPlace.ReadWhole(cli.Get(Dataset)!) with { Ref = cli.Get(Into) };
        var prefer = cli.Get(Ours) ? "ours" : cli.Get(Theirs) ? "theirs" : null;
        try
        {
            var body = new { source = cli.Get(Source), message = cli.Get(Message), prefer };
            var commit = await api.SendAsync(HttpMethod.Post, $"{place.BranchPath}/merge", body, Patience, cancellation);
            cli.Output.Write(commit, console => console.WriteLine($"{cli.Get(Source)} is merged into {place} by commit {DataText.IdOf(commit)}."));
            return Verb.Succeeded;
        }
        catch (ProblemException refused) when (refused.Problem.Particulars.TryGetValue("conflicts", out var conflicts))
        {
            cli.Output.Write(new { merged = false, conflicts }, console => Write(console, conflicts));
            return Verb.Found;
        }
    }

    private static void Write(IAnsiConsole console, IReadOnlyList<string> conflicts)
    {
        console.WriteLine("Nothing is merged: both sides changed these.");
        foreach (var path in conflicts) console.WriteLine($"! {DataText.Line(path)}");
        console.WriteLine("--ours keeps those of the branch, --theirs takes those of the source.");
    }

    private static async Task<int> RevertAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        var place = await DatasetPlace.ReadWhole(cli.Get(Branch)!).ResolveAsync(api, cancellation);
        var commit = await api.SendAsync(HttpMethod.Post, $"{place.BranchPath}/revert", new { commit = cli.Get(Undone), message = cli.Get(Message) }, Patience, cancellation);
        cli.Output.Write(commit, console => console.WriteLine($"Commit {DataText.IdOf(commit)} on {place} takes back {cli.Get(Undone)}."));
        return Verb.Succeeded;
    }
}
