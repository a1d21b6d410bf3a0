using System.CommandLine;
using Athanor.App.Server;
using Athanor.Foundation.Problems;

namespace Athanor.App.Verbs;

internal static class EnvVerb
{
    public static Command Create() => Verb.Of("env", "Print variables that point clients at this server: eval \"$(athanor env)\".", RunAsync);

    private static Task<int> RunAsync(Invocation cli, CancellationToken cancellation)
    {
        var server = cli.Data.FindServer() ?? throw new ProblemException(CommandProblems.NoServer(cli.Data.Path));
        var key = AdminKey.Read(cli.Data.AdminKeyFile) ?? throw new ProblemException(CommandProblems.NoKey(cli.Data.AdminKeyFile));
        var variables = new Dictionary<string, string>
        {
            ["ATHANOR_URL"] = server.Url,
            ["ATHANOR_TOKEN"] = key.Token,
            ["ATHANOR_DATA"] = cli.Data.Path,
        };
        cli.Output.Write(variables, _ =>
        {
            foreach (var (name, value) in variables) Console.WriteLine($"export {name}={Quote(value)}");
        });
        return Task.FromResult(Verb.Succeeded);
    }

    // Single quotes keep a shell from reading anything in the value; one inside is closed, escaped and opened again.
    private static string Quote(string value) => $"'{value.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
