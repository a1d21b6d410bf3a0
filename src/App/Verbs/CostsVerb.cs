using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Athanor.App.Verbs.Data;
using Spectre.Console;

namespace Athanor.App.Verbs;

/// <summary>What work cost, as a table that adds up: its last lines are what lay idle, and the whole.</summary>
internal static class CostsVerb
{
    private static readonly string[] Held = ["cpuHours", "memoryGibHours", "acceleratorHours"];
    private static readonly string[] Paid = ["cpus", "memory", "accelerators", "energy"];

    private static readonly Option<string?> By = new("--by") { Description = "What they are told by: project, owner, job or node." };
    private static readonly Option<string?> Project = new("--project") { Description = "Only of this project." };
    private static readonly Option<string?> From = new("--from") { Description = "Not before this time (ISO 8601); thirty days ago." };
    private static readonly Option<string?> Until = new("--until") { Description = "Before this time (ISO 8601); now." };

    public static Command Create() => Verb.Of("costs", "Show what jobs used and what that cost, what lay idle, and the whole.", RunAsync, By, Project, From, Until);

    private static async Task<int> RunAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        var query = new[] { ("by", cli.Get(By)), ("project", cli.Get(Project)), ("from", cli.Get(From)), ("until", cli.Get(Until)) };
        var costs = await api.GetAsync($"/api/v1/costs?{string.Join('&', query.Where(part => part.Item2 is not null).Select(part => $"{part.Item1}={Uri.EscapeDataString(part.Item2!)}"))}", cancellation);
        cli.Output.Write(costs, console => WriteTable(console, costs));
        return Verb.Succeeded;
    }

    private static void WriteTable(IAnsiConsole console, JsonElement costs)
    {
        var currency = DataText.Line(costs.GetProperty("currency").GetString());
        var table = Output.NewTable([DataText.Line(costs.GetProperty("by").GetString()), "jobs", "CPU h", "GiB h", "accel. h", "kWh", "", "CPUs", "memory", "accel.", "energy", currency]);
        foreach (var column in table.Columns.Skip(1)) column.RightAligned();

        var hasWhole = costs.TryGetProperty("capacity", out var capacity) && capacity.ValueKind == JsonValueKind.Object;
        var columns = new Columns();
        foreach (var row in costs.GetProperty("rows").EnumerateArray()) AddRow(table, row, columns, DataText.Line(row.GetProperty("key").GetString()));
        if (hasWhole) AddRow(table, costs.GetProperty("idle"), columns, "idle");
        AddRow(table, hasWhole ? capacity : costs.GetProperty("total"), new(), hasWhole ? "whole" : "total");
        console.Write(table);
        foreach (var method in MethodsOf(costs)) console.WriteLine($"Energy of {method}");
    }

    private static void AddRow(Table table, JsonElement row, Columns columns, string name)
    {
        var (energy, money) = (row.GetProperty("energy"), row.GetProperty("money"));
        var parts = Paid.Select(part => columns.Next($"money {part}", money.GetProperty(part).GetDecimal())).ToList();
        string[] cells =
        [
            name,
            $"{row.GetProperty("jobs").GetInt32()}",
            .. Held.Select(held => Text(columns.Next(held, row.GetProperty(held).GetDecimal()))),
            Text(columns.Next("energy", energy.GetProperty("kilowattHours").GetDecimal())),
            LabelOf(energy),
            .. parts.Select(Text),
            Text(parts.Sum()),
        ];
        table.AddRow(cells.Select(cell => new Text(cell)));
    }

    // No number of energy without saying whether anybody measured it.
    private static string LabelOf(JsonElement energy)
    {
        var (measured, all) = (energy.GetProperty("measuredKilowattHours").GetDecimal(), energy.GetProperty("kilowattHours").GetDecimal());
        return measured == 0 ? "estimated" : measured == all ? "measured" : $"{(int)(measured * 100 / all)} % measured";
    }

    private static IEnumerable<string> MethodsOf(JsonElement costs)
    {
        string[] told = ["total", "idle"];
        return from name in told
               where costs.TryGetProperty(name, out var row) && row.ValueKind == JsonValueKind.Object
               let method = DataText.Line(costs.GetProperty(name).GetProperty("energy").GetProperty("method").GetString())
               where method.Length > 0
               select $"{(name == "total" ? "jobs" : name)}: {method}.";
    }

    private static string Text(decimal amount) => amount.ToString("0.0000", CultureInfo.InvariantCulture);

    /// <summary>Rounds what is printed below each other so that it adds up: what one number loses, the next one gets.</summary>
    private sealed class Columns
    {
        private const int Digits = 4;

        private readonly Dictionary<string, (decimal Sum, decimal Printed)> _columns = [];

        public decimal Next(string column, decimal amount)
        {
            var (sum, printed) = _columns.GetValueOrDefault(column);
            var rounded = Math.Round(sum + amount, Digits, MidpointRounding.AwayFromZero);
            _columns[column] = (sum + amount, rounded);
            return rounded - printed;
        }
    }
}
