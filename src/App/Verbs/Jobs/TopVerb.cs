using System.CommandLine;
using System.Text.Json;
using Athanor.Foundation.Units;
using Spectre.Console;

namespace Athanor.App.Verbs.Jobs;

/// <summary>How full the machines are.</summary>
internal static class TopVerb
{
    public static Command Create() => Verb.Of("top", "Show how full the machines are, and what runs there.", RunAsync);

    private static async Task<int> RunAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        var queue = await api.GetAsync("/api/v1/queue", cancellation);
        cli.Output.Write(queue, console =>
        {
            var table = Output.NewTable("machine", "cpus", "memory", "accelerators", "jobs");
            foreach (var node in queue.GetProperty("nodes").EnumerateArray()) table.AddRow(CellsOf(node).Select(cell => new Text(cell)));
            console.Write(table);
            console.WriteLine($"{queue.GetProperty("running").GetInt32()} run, {queue.GetProperty("waiting").GetInt32()} wait.");
        });
        return Verb.Succeeded;
    }

    private static string[] CellsOf(JsonElement node) =>
    [
        node.GetProperty("name").GetString()!,
        $"{node.GetProperty("cpusInUse")} of {node.GetProperty("cpus")}",
        $"{new Bytes(node.GetProperty("memoryInUse").GetInt64())} of {new Bytes(node.GetProperty("memory").GetInt64())}",
        $"{node.GetProperty("acceleratorsInUse")} of {node.GetProperty("accelerators")}",
        string.Join(' ', node.GetProperty("jobs").EnumerateArray().Take(20).Select(job => job.ToString())),
    ];
}
