using System.CommandLine;
using Athanor.Foundation.Problems;
using Spectre.Console;

namespace Athanor.App.Verbs.Models;

internal static class PromotionVerbs
{
    private static readonly Option<string?> Alias = new("--alias") { Description = "The alias it is to have." };
    private static readonly Option<string> OfAlias = new("--alias") { Description = "The alias to take back.", Required = true };
    private static readonly Option<string?> Stage = new("--stage") { Description = "The stage it is to be in: None, Staging, Production or Archived." };
    private static readonly Option<bool> Archive = new("--archive-others") { Description = "Archive what is in that stage now." };
    private static readonly Option<string> For = new("--for") { Description = "The alias or stage it may have.", Required = true };

    public static IEnumerable<Command> All() =>
    [
        Verb.Of("promote", "Give a version an alias or a stage.", PromoteAsync, ModelOptions.Place, Alias, Stage, Archive, ModelOptions.Reason, ModelOptions.Project),
        Verb.Of("rollback", "Give an alias back to the version that had it before.", RollBackAsync, ModelOptions.Place, OfAlias, ModelOptions.Reason, ModelOptions.Project),
        Verb.Of("approve", "Say that a version may have an alias or a stage.", ApproveAsync, ModelOptions.Place, For, ModelOptions.Reason, ModelOptions.Project),
    ];

    private static async Task<int> PromoteAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        var (place, version) = VersionOf(cli);
        var body = new { version, alias = cli.Get(Alias), stage = cli.Get(Stage), archiveOthers = cli.Get(Archive) ? true : (bool?)null, reason = cli.Get(ModelOptions.Reason) };
        var promoted = await api.SendAsync(HttpMethod.Post, place.PathOf("promotions", cli.Get(ModelOptions.Project)), body, cancellation);
        cli.Output.Write(promoted, console => console.WriteLine($"{place.Name}/{version} is {cli.Get(Alias) ?? promoted.GetProperty("stage").GetString()}."));
        return Verb.Succeeded;
    }

    private static async Task<int> RollBackAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        var (place, alias) = (ModelPlace.Read(cli.Get(ModelOptions.Place)!), cli.Get(OfAlias));
        var version = await api.SendAsync(HttpMethod.Post, place.PathOf("rollbacks", cli.Get(ModelOptions.Project)), new { alias, reason = cli.Get(ModelOptions.Reason) }, cancellation);
        cli.Output.Write(version, console => console.WriteLine($"{alias} of {place.Name} is version {version.GetProperty("version").GetInt64()} again."));
        return Verb.Succeeded;
    }

    private static async Task<int> ApproveAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        var (place, version) = VersionOf(cli);
        var path = place.PathOf($"versions/{Uri.EscapeDataString(version)}/approvals", cli.Get(ModelOptions.Project));
        var approval = await api.SendAsync(HttpMethod.Post, path, new { @for = cli.Get(For), reason = cli.Get(ModelOptions.Reason) }, cancellation);
        cli.Output.Write(approval, console => console.WriteLine($"{place.Name}/{version} is approved for {approval.GetProperty("for").GetString()} by {approval.GetProperty("approver").GetString()}."));
        return Verb.Succeeded;
    }

    // What is approved or promoted is one version for good, so it is named by its number.
    private static (ModelPlace Place, string Version) VersionOf(Invocation cli)
    {
        var text = cli.Get(ModelOptions.Place)!;
        var place = ModelPlace.Read(text);
        return place.Reference is { } version && version.All(char.IsAsciiDigit) ? (place, version) : throw new ProblemException(ModelCommandProblems.NeedsVersion(text));
    }
}
