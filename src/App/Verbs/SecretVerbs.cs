using System.CommandLine;
using Athanor.Foundation.Problems;
using Spectre.Console;

namespace Athanor.App.Verbs;

/// <summary>Secrets of projects, which jobs get by name. A value comes over standard input, so that it stands in no history and no list of processes.</summary>
internal static class SecretVerbs
{
    private const int LongestValue = 32 << 10;

    private static readonly Argument<string> Name = new("name") { Description = "Lower-case letters, digits and hyphens." };
    private static readonly Option<string> Project = new("--project") { Description = "The project (default).", DefaultValueFactory = _ => "default" };

    public static Command Create() => new("secrets", "Secrets of a project, which its jobs get by name.")
    {
        Verb.Of("set", "Set a secret to what comes on standard input.", SetAsync, Name, Project),
        Verb.Of("ls", "List the names of secrets.", ListAsync, Project),
        Verb.Of("rm", "Remove a secret.", RemoveAsync, Name, Project),
    };

    private static async Task<int> SetAsync(Invocation cli, CancellationToken cancellation)
    {
        if (!Console.IsInputRedirected) await Console.Error.WriteLineAsync("The value, then Enter:");
        var value = Console.IsInputRedirected ? await ReadAllAsync(cancellation) : AnsiConsole.Prompt(new TextPrompt<string>("").Secret(null));
        using var api = cli.Api();
        await api.SendAsync(HttpMethod.Put, PathOf(cli, cli.Get(Name)!), new { value }, cancellation);
        cli.Output.Say($"Secret {cli.Get(Name)} of project {cli.Get(Project)} is set.");
        return Verb.Succeeded;
    }

    private static async Task<int> ListAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        var list = await api.GetAsync($"/api/v1/projects/{Uri.EscapeDataString(cli.Get(Project)!)}/secrets", cancellation);
        cli.Output.WriteList([.. list.GetProperty("items").EnumerateArray()], ("name", "name"), ("set by", "setBy"), ("set at", "setAt"));
        return Verb.Succeeded;
    }

    private static async Task<int> RemoveAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        await api.SendAsync(HttpMethod.Delete, PathOf(cli, cli.Get(Name)!), null, cancellation);
        cli.Output.Say($"Secret {cli.Get(Name)} of project {cli.Get(Project)} is removed.");
        return Verb.Succeeded;
    }

    // Tools end what they print with a line end, which is no part of a token.
    private static async Task<string> ReadAllAsync(CancellationToken cancellation)
    {
        var text = new char[LongestValue + 2];
        var length = await Console.In.ReadBlockAsync(text, cancellation);
        return length <= LongestValue + 1 ? new string(text, 0, length).TrimEnd('\n', '\r') : throw new ProblemException(CommandProblems.BadValue("the secret", "what came", $"at most {LongestValue} characters"));
    }

    private static string PathOf(Invocation cli, string name) => $"/api/v1/projects/{Uri.EscapeDataString(cli.Get(Project)!)}/secrets/{Uri.EscapeDataString(name)}";
}
