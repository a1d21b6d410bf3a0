using System.CommandLine;
using System.Text.Json;
using Athanor.App.Server;
using Athanor.Foundation.Units;
using Spectre.Console;

namespace Athanor.App.Verbs;

internal static class StatusVerb
{
    public static Command Create() => Verb.Of("status", "Tell whether a server runs, and how it is.", RunAsync);

    private static async Task<int> RunAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        var answer = await api.GetAsync("/api/v1/status", cancellation);
        var status = answer.Deserialize<ServerStatus>(JsonSerializerOptions.Web)!;
        cli.Output.Write(answer, console =>
        {
            var table = Output.NewTable("", "");
            table.HideHeaders();
            table.AddRow("address", status.Url);
            if (status.S3Url is { } s3) table.AddRow("S3", s3);
            table.AddRow("version", $"{status.Version}, process {status.ProcessId}, up {TimeSpan.FromSeconds(status.UptimeSeconds):d\\.hh\\:mm\\:ss}");
            table.AddRow("data", $"{status.DataDirectory} ({new Bytes(status.FreeBytes)} free)".Replace("[", "[[", StringComparison.Ordinal));
            table.AddRow("metadata", status.Database.Replace("[", "[[", StringComparison.Ordinal));
            table.AddRow("journal", $"{status.Facts} facts");
            table.AddRow("memory", new Bytes(status.ResidentBytes).ToString());
            console.Write(table);
        });
        return Verb.Succeeded;
    }
}
