using System.CommandLine;
using System.Text.Json;
using Athanor.App.Verbs.Data;
using Spectre.Console;

namespace Athanor.App.Verbs.Models;

internal static class ModelListVerbs
{
    private const int ShownChanges = 10;

    private static readonly Option<string?> Filter = new("--filter") { Description = "Which, as MLflow writes it: name LIKE 'leaf%' AND tags.team = 'green'." };

    public static IEnumerable<Command> All() =>
    [
        Verb.Of("ls", "List models.", ListAsync, Filter, ModelOptions.Project),
        Verb.Of("versions", "List the versions of a model, the newest first.", ListVersionsAsync, ModelOptions.Place, ModelOptions.Project),
        Verb.Of("show", "Show a model, or what a version came from and which gates it meets.", ShowAsync, ModelOptions.Place, ModelOptions.Project),
    ];

    private static async Task<int> ListAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        var (project, filter) = (cli.Get(ModelOptions.Project), cli.Get(Filter) ?? "");
        var models = await api.ListAsync($"/api/v1/models{(project is null ? "?" : ModelPlace.Query(project) + "&")}filter={Uri.EscapeDataString(filter)}", cancellation);
        cli.Output.Write(models, console =>
        {
            var table = Output.NewTable("name", "project", "latest", "aliases", "changed");
            foreach (var model in models) table.AddRow(new Text(TextOf(model, "name")), new Text(TextOf(model, "project")), new Text(TextOf(model, "latestVersion")), new Text(AliasesOf(model)), new Text(DataText.TimeOf(model, "updatedAt")));
            console.Write(table);
        });
        return Verb.Succeeded;
    }

    private static async Task<int> ListVersionsAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        var versions = await api.ListAsync(ModelPlace.Read(cli.Get(ModelOptions.Place)!).PathOf("versions", cli.Get(ModelOptions.Project)), cancellation);
        cli.Output.WriteList(versions, ("version", "version"), ("stage", "stage"), ("aliases", "aliases"), ("run", "run"), ("source", "source"), ("by", "createdBy"), ("made", "createdAt"));
        return Verb.Succeeded;
    }

    private static async Task<int> ShowAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        var (place, project) = (ModelPlace.Read(cli.Get(ModelOptions.Place)!), cli.Get(ModelOptions.Project));
        var shown = await api.GetAsync(place.Reference is null ? place.PathOf(project) : place.VersionPathOf("", project), cancellation);
        cli.Output.Write(shown, console =>
        {
            if (place.Reference is null) ShowModel(console, shown);
            else ShowVersion(console, shown);
        });
        return Verb.Succeeded;
    }

    private static void ShowModel(IAnsiConsole console, JsonElement model)
    {
        Say(console, "model", $"{TextOf(model, "name")} in {TextOf(model, "project")}");
        Say(console, "about", TextOf(model, "description"));
        foreach (var alias in model.GetProperty("aliases").EnumerateObject()) Say(console, $"@{alias.Name}", $"version {alias.Value}");
        foreach (var gate in model.GetProperty("gates").EnumerateArray()) Say(console, "gate", GateText.Of(gate));
        foreach (var change in model.GetProperty("history").EnumerateArray().Take(ShownChanges))
            Say(console, DataText.TimeOf(change, "at"), $"{TextOf(change, "alias")} {TextOf(change, "way")} {VersionOf(change)} by {TextOf(change, "actor")}: {TextOf(change, "reason")}");
    }

    private static void ShowVersion(IAnsiConsole console, JsonElement version)
    {
        Say(console, "version", $"{TextOf(version, "model")}/{TextOf(version, "version")}, stage {TextOf(version, "stage")}");
        Say(console, "aliases", string.Join(", ", version.GetProperty("aliases").EnumerateArray().Select(alias => alias.GetString())));
        Say(console, "source", TextOf(version, "source"));
        Say(console, "made", $"{DataText.TimeOf(version, "createdAt")} by {TextOf(version, "createdBy")}");
        Say(console, "signed", version.GetProperty("isSigned").GetBoolean() ? "yes" : "no");
        var lineage = version.GetProperty("lineage");
        foreach (var name in (string[])["run", "experiment", "loggedModel", "job", "sourceName", "sourceCommit", "image"]) Say(console, name, TextOf(lineage, name));
        foreach (var input in lineage.GetProperty("inputs").EnumerateArray()) Say(console, "data", $"{TextOf(input, "name")} {TextOf(input, "digest")} {TextOf(input, "commit")}".TrimEnd());
        foreach (var file in lineage.GetProperty("environment").EnumerateArray()) Say(console, "packages", $"{TextOf(file, "path")} {TextOf(file, "sha256")}");
        foreach (var gate in version.GetProperty("gates").EnumerateArray()) Say(console, "gate", GateText.StateOf(gate));
        foreach (var approval in version.GetProperty("approvals").EnumerateArray())
            Say(console, "approved", $"for {TextOf(approval, "for")} by {TextOf(approval, "approver")} ({TextOf(approval, "role")}): {TextOf(approval, "reason")}");
    }

    private static string AliasesOf(JsonElement model) => string.Join(", ", model.GetProperty("aliases").EnumerateObject().Select(alias => $"{alias.Name}={alias.Value}"));

    private static string VersionOf(JsonElement change) => TextOf(change, "version") is { Length: > 0 } version ? $"to version {version}" : "from its version";

    private static string TextOf(JsonElement item, string name) => item.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? DataText.Line(value.ToString()) : "";

    private static void Say(IAnsiConsole console, string title, string text)
    {
        if (text.Length > 0) console.WriteLine($"{title,-16}  {text}");
    }
}
