using System.Text.Json;

namespace Athanor.EndToEnd.Tracking;

/// <summary>Runs at the command line: listed, shown and compared.</summary>
public sealed class RunCommandTests(AthanorServer server) : IClassFixture<AthanorServer>
{
    private const string Mlflow = "/api/2.0/mlflow/";

    [Fact]
    public async Task Runs_are_listed_as_the_filter_and_the_order_say()
    {
        var experiment = await CreateExperimentAsync("listed");
        foreach (var loss in new[] { 0.5, 0.25, 4 }) await CreateRunAsync(experiment, $"loss {loss}", "4", loss);

        var listed = JsonSerializer.Deserialize<JsonElement>(await SucceedAsync("runs", "ls", "--experiment", "listed", "--filter", "metrics.loss < 1", "--order", "metrics.loss ASC", "--json"));
        var table = await SucceedAsync("runs", "ls", "--experiment", "listed", "--limit", "2");
        var missing = await AthanorCommand.RunAsync(server, "runs", "ls", "--experiment", "unheard of");
        var wrong = await AthanorCommand.RunAsync(server, "runs", "ls", "--filter", "nonsense !");

        Assert.Equal(["loss 0.25", "loss 0.5"], listed.EnumerateArray().Select(run => run.GetProperty("info").GetProperty("run_name").GetString()));
        Assert.Equal(3, table.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("loss=", table, StringComparison.Ordinal);
        Assert.Equal((1, 1), (missing.ExitCode, wrong.ExitCode));
        Assert.Contains("no experiment 'unheard of'", missing.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_is_shown_by_the_beginning_of_its_id_and_by_its_name()
    {
        var experiment = await CreateExperimentAsync("shown");
        var run = await CreateRunAsync(experiment, "deep one", "12", 3, 2, 1);
        await CreateRunAsync(experiment, "twin", "12");
        await CreateRunAsync(experiment, "twin", "12");

        var byId = await SucceedAsync("runs", "show", run[..12]);
        var json = JsonSerializer.Deserialize<JsonElement>(await SucceedAsync("runs", "show", "deep one", "--experiment", "shown", "--json"));
        var several = await AthanorCommand.RunAsync(server, "runs", "show", "twin");
        var none = await AthanorCommand.RunAsync(server, "runs", "show", "nobody's");

        Assert.Contains($"Run {run}  deep one  RUNNING", byId, StringComparison.Ordinal);
        Assert.Matches("param +depth +12\n", byId);
        Assert.Matches("metric +loss +1 +█ *▅ *▁\n", byId);
        Assert.Equal(run, json.GetProperty("run").GetProperty("info").GetProperty("run_id").GetString());
        Assert.Equal((1, 1), (several.ExitCode, none.ExitCode));
        Assert.Contains("more than one run", several.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_runs_differ_comes_first()
    {
        var experiment = await CreateExperimentAsync("compared");
        var (first, second) = (await CreateRunAsync(experiment, "a", "4", 1), await CreateRunAsync(experiment, "b", "8", 2));

        var compared = JsonSerializer.Deserialize<JsonElement>(await SucceedAsync("runs", "compare", first, second, "--json"));
        var table = await SucceedAsync("runs", "compare", "a", "b", "--experiment", "compared");
        var alone = await AthanorCommand.RunAsync(server, "runs", "compare", first);

        Assert.Equal([("depth", true), ("activation", false)], compared.GetProperty("parameters").EnumerateArray().Select(row => (row.GetProperty("key").GetString()!, row.GetProperty("differs").GetBoolean())));
        Assert.Matches("param ≠ +depth +4 +8", table);
        Assert.Matches("metric +loss +1 +2", table);
        Assert.Equal(1, alone.ExitCode);
    }

    private async Task<string> CreateExperimentAsync(string name) => (await server.Client.CreateAsync(Mlflow + "experiments/create", new { name })).GetProperty("experiment_id").GetString()!;

    private async Task<string> CreateRunAsync(string experiment, string name, string depth, params double[] losses)
    {
        var run = (await server.Client.CreateAsync(Mlflow + "runs/create", new { experiment_id = experiment, run_name = name, start_time = 1_700_000_000_000 })).GetProperty("run").GetProperty("info").GetProperty("run_id").GetString()!;
        await server.Client.CreateAsync(Mlflow + "runs/log-batch", new
        {
            run_id = run,
            @params = new[] { new { key = "depth", value = depth }, new { key = "activation", value = "relu" } },
            metrics = losses.Select((value, step) => new { key = "loss", value, timestamp = step, step }),
        });
        return run;
    }

    private async Task<string> SucceedAsync(params string[] arguments)
    {
        var result = await AthanorCommand.RunAsync(server, arguments);
        Assert.True(result.ExitCode == 0, result.Errors);
        return result.Output;
    }
}
