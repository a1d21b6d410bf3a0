using System.CommandLine;
using Athanor.App.Server;
using Spectre.Console;

namespace Athanor.App.Verbs;

internal static class UpVerb
{
    public static Command Create()
    {
        var command = Verb.Of("up", "Start the server.", RunAsync);
        SettingFlags.AddTo(command);
        return command;
    }

    private static async Task<int> RunAsync(Invocation cli, CancellationToken cancellation)
    {
        await using var server = AthanorServer.Create(cli.LoadConfiguration(), cli.Data, TimeProvider.System);
        await server.StartAsync(cancellation);
        cli.Output.Write(
            new { server.Url, server.Running.S3Url, data = cli.Data.Path, processId = Environment.ProcessId },
            console =>
            {
                console.WriteLine($"Athanor {ProgramVersion.Text} answers at {server.Url}");
                if (server.Running.S3Url is { } s3) console.WriteLine($"  S3       {s3}");
                console.WriteLine($"  data     {cli.Data.Path}");
                console.WriteLine($"  sign in  with the key in {cli.Data.AdminKeyFile}");
                console.WriteLine("  stop     Ctrl+C");
            });
        await server.WaitForStopAsync(cancellation);
        return Verb.Succeeded;
    }
}
