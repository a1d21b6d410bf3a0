using System.CommandLine;
using System.Text.Json;
using Athanor.Foundation.Problems;
using Spectre.Console;

namespace Athanor.App.Verbs.Models;

/// <summary>What versions must show before they get an alias or a stage.</summary>
internal static class GateVerb
{
    private static readonly Option<string?> For = new("--for") { Description = "The alias or stage it guards; all gates are shown without it." };
    private static readonly Option<string[]> Metric = new("--metric") { Description = "A bound for a metric of the run, such as 'accuracy >= 0.95'; may be given several times.", DefaultValueFactory = _ => [] };
    private static readonly Option<string[]> Tag = new("--tag") { Description = "A tag of the version, KEY or KEY=VALUE; may be given several times.", DefaultValueFactory = _ => [] };
    private static readonly Option<int> Approvals = new("--approvals") { Description = "How many others must approve." };
    private static readonly Option<string?> Role = new("--role") { Description = "The least role of who approves: contributor where nothing is said." };
    private static readonly Option<bool> Remove = new("--remove") { Description = "Take the gate away." };

    public static Command Create() => Verb.Of("gate", "Show, set or remove gates.", RunAsync, ModelOptions.Place, For, Metric, Tag, Approvals, Role, Remove, ModelOptions.Project);

    private static async Task<int> RunAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        var (place, project) = (ModelPlace.Read(cli.Get(ModelOptions.Place)!), cli.Get(ModelOptions.Project));
        if (cli.Get(For) is not { } target)
        {
            if (cli.Get(Remove) || Asks(cli)) throw new ProblemException(ModelCommandProblems.NeedsTarget);
            Show(cli, (await api.GetAsync(place.PathOf(project), cancellation)).GetProperty("gates"));
            return Verb.Succeeded;
        }

        var path = place.PathOf($"gates/{Uri.EscapeDataString(target)}", project);
        if (cli.Get(Remove)) await api.SendAsync(HttpMethod.Delete, path, null, cancellation);
        else Show(cli, await api.SendAsync(HttpMethod.Put, path, new { metrics = cli.Get(Metric), tags = cli.Get(Tag), approvals = cli.Get(Approvals), role = cli.Get(Role) }, cancellation));
        if (cli.Get(Remove)) cli.Output.Say($"Nothing guards {target} of {place.Name} any more.");
        return Verb.Succeeded;
    }

    private static bool Asks(Invocation cli) => cli.Get(Metric)!.Length + cli.Get(Tag)!.Length + cli.Get(Approvals) > 0 || cli.Get(Role) is not null;

    private static void Show(Invocation cli, JsonElement gates) => cli.Output.Write(gates, console =>
    {
        if (gates.ValueKind == JsonValueKind.Object) console.WriteLine(GateText.Of(gates));
        else foreach (var gate in gates.EnumerateArray()) console.WriteLine(GateText.Of(gate));
    });
}
