using System.CommandLine;
using System.Text.Json;
using Athanor.App.Server;
using Athanor.Datasets.Checks;
using Athanor.Datasets.Checks.Cleaning;
using Athanor.Datasets.Checks.Declaration;

namespace Athanor.App.Verbs.Data;

/// <summary>What a dataset's <c>athanor.data.yaml</c> declares, done to a folder on this machine; no server is needed.</summary>
internal static class CheckVerbs
{
    private static readonly Argument<string> Folder = new("folder") { Description = "A folder with an athanor.data.yaml." };
    private static readonly Argument<string> Checked = new("what") { Description = "DATASET or DATASET@REF, or a folder with an athanor.data.yaml." };
    private static readonly Option<bool> Run = new("--run") { Description = "Run the steps. They are commands that the dataset declares: read them first." };

    public static Command Check() => Verb.Of(
        "check", "Hold a version of a dataset, or a folder, against the checks that its athanor.data.yaml declares; exit code 3 where one fails.", CheckAsync, Checked);

    public static Command Clean() => Verb.Of("clean", "Show the cleaning steps that a folder's athanor.data.yaml declares, or run them.", CleanAsync, Folder, Run);

    private static async Task<int> CheckAsync(Invocation cli, CancellationToken cancellation)
    {
        var what = cli.Get(Checked)!;
        var report = Directory.Exists(what) || what.Contains('/', StringComparison.Ordinal) ? await CheckFolderAsync(what, cancellation) : await CheckVersionAsync(cli, what, cancellation);
        cli.Output.Write(report, console => CheckOutput.Write(console, report));
        return report.Passed ? Verb.Succeeded : Verb.Found;
    }

    private static async Task<CheckReport> CheckFolderAsync(string folder, CancellationToken cancellation)
    {
        var tree = new FolderTree(folder);
        var declaration = await CheckDeclaration.LoadAsync(tree, cancellation);
        return await new CheckRunner(TimeProvider.System, limits: CheckLimits.Default with { Sql = OwnProgram.Queries }).RunAsync(tree, declaration, cancellation);
    }

    private static async Task<CheckReport> CheckVersionAsync(Invocation cli, string version, CancellationToken cancellation)
    {
        using var client = cli.Api();
        var dataset = Uri.EscapeDataString(version.Split('@')[0]);
        var reference = version.Split('@') is [_, var name] ? name : (await client.GetAsync($"/api/v1/datasets/{dataset}", cancellation)).GetProperty("defaultBranch").GetString()!;
        var report = await client.SendAsync(HttpMethod.Post, $"/api/v1/datasets/{dataset}/commits/{Uri.EscapeDataString(reference)}/checks", body: null, ApiClient.LongPatience, cancellation);
        return report.Deserialize<CheckReport>(JsonSerializerOptions.Web)!;
    }

    private static async Task<int> CleanAsync(Invocation cli, CancellationToken cancellation)
    {
        var folder = Path.GetFullPath(cli.Get(Folder)!);
        var steps = (await CheckDeclaration.LoadAsync(new FolderTree(folder), cancellation)).Steps;
        if (!cli.Get(Run)) return await ShowAsync(cli, folder, steps, cancellation);

        var report = await new CleaningRunner(TimeProvider.System, OwnProgram.Queries).RunAsync(folder, steps, cancellation);
        cli.Output.Write(report, console => CheckOutput.Write(console, report));
        return report.Succeeded ? Verb.Succeeded : Verb.Failed;
    }

    private static async Task<int> ShowAsync(Invocation cli, string folder, IReadOnlyList<CleaningStep> steps, CancellationToken cancellation)
    {
        var plan = new List<PlannedStep>();
        foreach (var step in steps) plan.Add(PlannedStep.Of(step, await CleaningRunner.RecipeOfAsync(folder, step, cancellation)));
        cli.Output.Write(plan, console => CheckOutput.Write(console, plan));
        return Verb.Succeeded;
    }
}
