using System.Text.Json;
using Athanor.Foundation.Problems;

namespace Athanor.App.Verbs.Training;

/// <summary>A run as a job: a gang of workers of this program, with the data placed beside them, that goes on from its last checkpoint when one is lost.</summary>
internal sealed record TrainingJob(string Name, string Recipe, string Data, string Place)
{
    private const string RecipeOption = "--recipe";

    public string? Base { get; init; }

    public string? Project { get; init; }

    public int Workers { get; init; } = 1;

    public string Cpus { get; init; } = "1";

    public string Memory { get; init; } = "2GiB";

    public string? TimeLimit { get; init; }

    public int Retries { get; init; } = 3;

    public string? Executor { get; init; }

    public long? CheckpointEvery { get; init; }

    public Dictionary<string, object> Specification()
    {
        var inputs = new List<object> { Input(Data, WorkerFolders.Data) };
        if (Base is not null) inputs.Add(Input(Base, WorkerFolders.Base));
        var all = new Dictionary<string, object?>
        {
            ["name"] = Name,
            ["project"] = Project,
            ["command"] = TrainWorkerVerb.CommandOf(Recipe, $"{Place}/checkpoints", CheckpointEvery),
            ["replicas"] = Workers,
            ["resources"] = new { cpus = Cpus, memory = Memory },
            ["inputs"] = inputs,
            ["outputs"] = new[] { new { from = WorkerFolders.Output, to = $"{Place}/model" } },
            ["timeLimit"] = TimeLimit,
            ["retries"] = new { limit = Retries, backoff = "1s" },
            ["checkpoint"] = new { signal = "SIGTERM", grace = "60s" },
            ["executor"] = Executor,
        };
        return all.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value!);
    }

    /// <summary>The recipe of a job that is a run of one.</summary>
    public static string RecipeOf(JsonElement job)
    {
        var command = job.GetProperty("specification").GetProperty("command").EnumerateArray().Select(word => word.GetString()!).ToList();
        return command is ["athanor", "worker", "train", RecipeOption, var recipe, ..] ? recipe : throw new ProblemException(TrainingCommandProblems.NoTraining(job.GetProperty("id").GetInt64()));
    }

    /// <summary>The same recipe and the same data with the same workers, and what the first run wrote down beside them.</summary>
    public static Dictionary<string, object> ReplayOf(JsonElement job, long? steps)
    {
        var (recipe, original) = (RecipeOf(job), job.GetProperty("specification"));
        var inputs = original.GetProperty("inputs").EnumerateArray().Select(input => Input(input.GetProperty("from").GetString()!, input.GetProperty("to").GetString()!)).ToList();
        inputs.Add(Input(original.GetProperty("outputs")[0].GetProperty("to").GetString()!, WorkerFolders.Original));
        var resources = original.GetProperty("resources");
        return new()
        {
            ["name"] = $"replay-of-{job.GetProperty("id").GetInt64()}",
            ["project"] = original.GetProperty("project").GetString()!,
            ["command"] = TrainWorkerVerb.CommandOf(recipe, replays: WorkerFolders.Original, steps: steps),
            ["replicas"] = original.GetProperty("replicas").GetInt32(),
            ["resources"] = new { cpus = resources.GetProperty("cpus").GetRawText(), memory = resources.GetProperty("memory").GetInt64() },
            ["inputs"] = inputs,
        };
    }

    private static object Input(string from, string to) => new { from, to };
}
