using System.CommandLine;
using System.Text.Json;
using Athanor.App.Verbs.Data;
using Spectre.Console;

namespace Athanor.App.Verbs.Models;

/// <summary>Reads the files of a version again, and compares them with what was signed.</summary>
internal static class VerifyVerb
{
    public static Command Create() => Verb.Of("verify", "Check the signature and every file of a version; the latest where none is named.", RunAsync, ModelOptions.Place, ModelOptions.Project);

    private static async Task<int> RunAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        var path = ModelPlace.Read(cli.Get(ModelOptions.Place)!).VersionPathOf("/verify", cli.Get(ModelOptions.Project));
        var verdict = await api.SendAsync(HttpMethod.Post, path, null, ApiClient.LongPatience, cancellation);
        cli.Output.Write(verdict, console => Say(console, verdict));
        return verdict.GetProperty("isWhole").GetBoolean() ? Verb.Succeeded : Verb.Found;
    }

    private static void Say(IAnsiConsole console, JsonElement verdict)
    {
        var name = $"{verdict.GetProperty("model").GetString()}/{verdict.GetProperty("version").GetInt64()}";
        if (verdict.GetProperty("isWhole").GetBoolean()) console.WriteLine($"{name}: {verdict.GetProperty("files").GetInt32()} files are as they were signed with key {verdict.GetProperty("key").GetString()}.");
        foreach (var finding in verdict.GetProperty("findings").EnumerateArray())
            console.WriteLine(DataText.Line($"{name} {finding.GetProperty("path").GetString()}: {finding.GetProperty("what").GetString()}"));
    }
}
