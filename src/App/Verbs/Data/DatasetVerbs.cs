using System.CommandLine;
using System.Text.Json;
using Athanor.Foundation.Units;
using Spectre.Console;

namespace Athanor.App.Verbs.Data;

/// <summary>Making datasets, looking at them, and removing them.</summary>
internal static class DatasetVerbs
{
    private static readonly Argument<string> Name = new("dataset") { Description = "The dataset's name: that of a bucket, too." };
    private static readonly Argument<string?> Where = new("place") { Description = "DATASET[@REF][/PREFIX]; all datasets without it.", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<string?> Project = new("--project") { Description = "The project it belongs to; the only one of your key, or else default." };
    private static readonly Option<string[]> Label = new("--label") { Description = "What holds for the data, such as eu-only; may be given several times.", DefaultValueFactory = _ => [] };
    private static readonly Argument<string[]> Labels = new("labels") { Description = "All labels it is to have; none takes them off.", Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<bool> Recursive = new("--recursive", "-r") { Description = "All that is in it." };

    public static IEnumerable<Command> All() =>
    [
        Verb.Of("create", "Make a dataset.", CreateAsync, Name, Project, Label),
        Verb.Of("ls", "List datasets, or the files of a version.", ListAsync, Where, Recursive),
        Verb.Of("rm", "Remove a dataset with all its versions.", RemoveAsync, Name),
        Verb.Of("label", "Say what holds for a dataset's data.", LabelAsync, Name, Labels),
    ];

    private static async Task<int> CreateAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        var made = await api.SendAsync(HttpMethod.Post, "/api/v1/datasets", new { name = cli.Get(Name), project = cli.Get(Project), labels = cli.Get(Label) }, cancellation);
        cli.Output.Write(made, console => console.WriteLine($"Dataset {cli.Get(Name)} is there; its branch is {made.GetProperty("defaultBranch").GetString()}."));
        return Verb.Succeeded;
    }

    private static async Task<int> ListAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        if (cli.Get(Where) is not { } text)
        {
            var datasets = await api.ListAsync("/api/v1/datasets", cancellation);
            cli.Output.WriteList(datasets, ("name", "name"), ("project", "project"), ("branch", "defaultBranch"), ("labels", "labels"), ("made", "createdAt"));
            return Verb.Succeeded;
        }

        var place = await DatasetPlace.Read(text).ResolveAsync(api, cancellation);
        var delimiter = cli.Get(Recursive) ? "" : "/";
        var query = $"ref={Uri.EscapeDataString(place.Ref!)}&prefix={Uri.EscapeDataString(place.FolderPrefix)}&delimiter={delimiter}";
        await ListAsync(cli, api, $"{place.Path}/entries?{query}", cancellation);
        return Verb.Succeeded;
    }

    private static async Task ListAsync(Invocation cli, ApiClient api, string path, CancellationToken cancellation)
    {
        List<JsonElement> prefixes = [], items = [];
        for (string? after = ""; after is not null;)
        {
            var page = await api.GetAsync($"{path}&limit=1000&after={Uri.EscapeDataString(after)}", cancellation);
            if (cli.Output.AsJson)
            {
                prefixes.AddRange(page.GetProperty("prefixes").EnumerateArray());
                items.AddRange(page.GetProperty("items").EnumerateArray());
            }
            else
            {
                foreach (var prefix in page.GetProperty("prefixes").EnumerateArray()) Console.WriteLine($"{"folder",10}  {"",16}  {DataText.Line(prefix.GetString())}");
                foreach (var item in page.GetProperty("items").EnumerateArray()) Console.WriteLine(LineOf(item));
            }
            after = page.GetProperty("next").GetString();
        }
        if (cli.Output.AsJson) cli.Output.Write(new { items, prefixes }, _ => { });
    }

    private static string LineOf(JsonElement item) =>
        $"{new Bytes(item.GetProperty("size").GetInt64()),10}  {DataText.TimeOf(item, "modifiedAt"),16}  {DataText.Line(item.GetProperty("path").GetString())}";

    private static async Task<int> RemoveAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        await api.SendAsync(HttpMethod.Delete, DatasetPlace.ReadWhole(cli.Get(Name)!).Path, null, cancellation);
        cli.Output.Say($"Dataset {cli.Get(Name)} is removed.");
        return Verb.Succeeded;
    }

    private static async Task<int> LabelAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        var labels = cli.Get(Labels)!;
        await api.SendAsync(HttpMethod.Put, $"{DatasetPlace.ReadWhole(cli.Get(Name)!).Path}/labels", new { labels }, cancellation);
        var shown = labels.Length == 0 ? "no labels" : string.Join(", ", labels);
        cli.Output.Write(new { dataset = cli.Get(Name), labels }, console => console.WriteLine($"{cli.Get(Name)}: {shown}"));
        return Verb.Succeeded;
    }
}
