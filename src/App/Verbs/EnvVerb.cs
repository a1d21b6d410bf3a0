using System.CommandLine;
using Athanor.App.Server;
using Athanor.Foundation.Problems;
using Athanor.Objects;

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
        if (server.S3Url is { } s3)
        {
            // AWS_ENDPOINT_URL_S3 only, so that clients of other AWS services are left alone.
            variables["AWS_ENDPOINT_URL_S3"] = s3;
            variables["AWS_ACCESS_KEY_ID"] = key.KeyId;
            variables["AWS_SECRET_ACCESS_KEY"] = key.Secret;
            variables["AWS_REGION"] = variables["AWS_DEFAULT_REGION"] = cli.LoadConfiguration().Get<ObjectsOptions>().Region;
        }
        cli.Output.Write(variables, _ =>
        {
            foreach (var (name, value) in variables) Console.WriteLine($"export {name}={Quote(value)}");
        });
        return Task.FromResult(Verb.Succeeded);
    }

    // Single quotes keep a shell from reading anything in the value; one inside is closed, escaped and opened again.
    private static string Quote(string value) => $"'{value.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
