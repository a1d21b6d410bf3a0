using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Athanor.Conformance;

namespace Athanor.EndToEnd.Jobs;

public sealed partial class CostTests
{
    private static readonly string[] Held = ["cpuHours", "memoryGibHours", "acceleratorHours", "carbonGrams"];
    private static readonly string[] Paid = ["cpus", "memory", "accelerators", "energy", "total"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_printed_adds_up_though_the_server_was_stopped_and_killed_in_between()
    {
        await using var jobs = await JobServer.StartAsync("--accounting.price-per-cpu-hour", "36", "--accounting.accelerator-prices", "h100=3600");
        var (all, up) = (Stopwatch.StartNew(), Stopwatch.StartNew());
        var gang = await jobs.SubmitAsync("{ command: 'sleep 1', replicas: 2, resources: { cpus: 1, gpus: 2, gpuModel: h100 } }");
        await jobs.EndAsync(gang);
        var survivor = await jobs.SubmitAsync("{ command: 'echo ready; sleep 6', resources: { cpus: 3 } }");
        await jobs.SaysAsync(survivor, "ready");
        up.Stop();
        await jobs.Server.StopAsync();
        await jobs.Server.StartAsync();
        await jobs.Server.KillAsync();
        await Eventually.HoldsAsync(() => Task.FromResult(JobServer.ProcessesWith($"ATHANOR_WORK={jobs.Server.Folder}/").Count == 0), "the job ended while no server was there");
        var back = TimeProvider.System.GetUtcNow();
        await jobs.Server.StartAsync();
        up.Start();
        await jobs.EndAsync(survivor);
        var failing = await jobs.SubmitAsync("{ command: 'exit 3', resources: { cpus: 1 } }");
        await jobs.EndAsync(failing);
        up.Stop();

        var printed = await AthanorCommand.RunAsync(jobs.Server, "costs", "--by", "job");
        var costs = await jobs.Server.GetAsync("/api/v1/costs?by=job");
        var survived = await jobs.Server.GetAsync($"/api/v1/costs/jobs/{survivor}");

        AssertAddsUp(costs);
        AssertPrintedAddsUp(printed.Output);
        Assert.Equal([gang, survivor, failing], costs.GetProperty("rows").EnumerateArray().Select(row => long.Parse(row.GetProperty("key").GetString()!, CultureInfo.InvariantCulture)));
        Assert.True(survived.GetProperty("attempts")[0].GetProperty("until").GetDateTimeOffset() <= back, "It was in the books until it ended, not until the server was back.");
        Assert.InRange(Seconds(survived.GetProperty("total"), "cpuHours") / 3, 6, 9);
        Assert.InRange(Seconds(costs.GetProperty("rows")[0], "acceleratorHours") / 4, 1, 4);
        Assert.InRange(Seconds(costs.GetProperty("capacity"), "cpuHours") / 8, up.Elapsed.TotalSeconds - 1, all.Elapsed.TotalSeconds + 1);
    }

    [Fact]
    public async Task Nobody_sees_what_others_cost_who_may_not()
    {
        await using var jobs = await JobServer.StartAsync();
        var id = await jobs.SubmitAsync("command: 'true'");
        await jobs.EndAsync(id);
        using var eve = jobs.Server.CreateClient(await jobs.Server.AddPersonAsync("eve"));

        using var job = await eve.GetAsync($"/api/v1/costs/jobs/{id}", Cancellation);
        var costs = JsonSerializer.Deserialize<JsonElement>(await eve.GetStringAsync("/api/v1/costs", Cancellation));

        Assert.Equal(HttpStatusCode.NotFound, job.StatusCode);
        Assert.Empty(costs.GetProperty("rows").EnumerateArray());
        Assert.Equal(JsonValueKind.Null, costs.GetProperty("capacity").ValueKind);
    }

    private static double Seconds(JsonElement row, string hours) => row.GetProperty(hours).GetDouble() * 3600;

    private static void AssertAddsUp(JsonElement costs)
    {
        foreach (var name in Held) Check(name, row => row.GetProperty(name).GetDecimal());
        foreach (var name in Paid) Check(name, row => row.GetProperty("money").GetProperty(name).GetDecimal());
        Check("kWh", row => row.GetProperty("energy").GetProperty("kilowattHours").GetDecimal());

        void Check(string name, Func<JsonElement, decimal> column)
        {
            var (parts, idle, whole) = (costs.GetProperty("rows").EnumerateArray().Sum(column), column(costs.GetProperty("idle")), column(costs.GetProperty("capacity")));
            Assert.True(parts + idle == whole, $"{name}: jobs {parts} + idle {idle} = {parts + idle}, and not {whole}");
            Assert.True(whole > 0, $"{name} is nothing");
        }
    }

    private static void AssertPrintedAddsUp(string table)
    {
        var lines = table.Split('\n').Select(line => Gap().Split(line.Trim())).SkipWhile(cells => cells[0] != "job").Skip(1).TakeWhile(cells => cells[0].Length > 0 && !cells[0].StartsWith("Energy", StringComparison.Ordinal)).ToList();
        Assert.Equal(["idle", "whole"], lines[^2..].Select(cells => cells[0]));
        foreach (var column in Enumerable.Range(2, lines[0].Length - 2).Where(column => char.IsAsciiDigit(lines[0][column][0])))
            Assert.True(lines[..^1].Sum(cells => Number(cells[column])) == Number(lines[^1][column]), $"Column {column} does not add up:\n{table}");
        Assert.All(lines, cells => Assert.Contains("estimated", cells));

        static decimal Number(string cell) => decimal.Parse(cell, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(" {1,}")]
    private static partial Regex Gap();
}
