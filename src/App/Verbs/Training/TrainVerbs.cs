using System.CommandLine;
using System.Text.Json;
using Athanor.App.Verbs.Jobs;
using Athanor.Objects.Client;
using Athanor.Training.Recipes;
using Spectre.Console;

namespace Athanor.App.Verbs.Training;

/// <summary>Trains a model by a recipe, as a job of one or several workers.</summary>
internal static class TrainVerbs
{
    private const int LongestRecipe = 64 << 10;

    private static readonly Argument<string> Kind = new("recipe") { Description = $"What is made: {string.Join(", ", Recipe.Kinds)}." };
    private static readonly Option<string> Data = new("--data", "-d") { Description = "What it learns from, such as leaves@main.", Required = true };
    private static readonly Option<string?> File = new("--file", "-f") { Description = "Settings of the recipe, in YAML." };
    private static readonly Option<string[]> Set = new("--set", "-s") { Description = "NAME=VALUE, a setting of the recipe; may be given several times.", DefaultValueFactory = _ => [] };
    private static readonly Option<string?> From = new("--from") { Description = "A model to begin with: models:/NAME@ALIAS, models:/NAME/VERSION, or s3://BUCKET/PREFIX." };
    private static readonly Option<string?> Name = new("--name") { Description = "What the run is called; the name of the dataset." };
    private static readonly Option<string?> Project = new("--project") { Description = "The project it belongs to; the only one of your key, or else default." };
    private static readonly Option<int> Workers = new("--workers", "-w") { Description = "How many work together (1).", DefaultValueFactory = _ => 1 };
    private static readonly Option<string> Cpus = new("--cpus") { Description = "Processors of each (1).", DefaultValueFactory = _ => "1" };
    private static readonly Option<string> Memory = new("--memory") { Description = "Memory of each (2GiB).", DefaultValueFactory = _ => "2GiB" };
    private static readonly Option<string?> TimeLimit = new("--time-limit", "-t") { Description = "After which it is stopped, such as 2h." };
    private static readonly Option<int> Retries = new("--retries") { Description = "How often it goes on from its last checkpoint when a worker is lost (3).", DefaultValueFactory = _ => 3 };
    private static readonly Option<string?> Executor = new("--executor") { Description = "local or slurm; the server's own choice." };
    private static readonly Option<string?> To = new("--to") { Description = "Where model and checkpoints are kept (s3://training/RUN)." };
    private static readonly Option<long?> CheckpointEvery = new("--checkpoint-every") { Description = "Steps between checkpoints; chosen from what one costs and how often work is lost." };
    private static readonly Option<bool> Detach = new("--detach") { Description = "Do not wait: print the number of the job and return." };

    private static readonly Argument<long> Job = new("job") { Description = "The number of its job." };
    private static readonly Option<long?> Steps = new("--steps") { Description = "Only so many steps from the beginning." };

    public static Command Create()
    {
        var command = Verb.Of(
            "train", "Train a model by a recipe: athanor train image-classifier --data leaves@main", TrainAsync, Kind, Data, File, Set, From, Name, Project, Workers, Cpus, Memory, TimeLimit, Retries, Executor, To, CheckpointEvery, Detach);
        command.Subcommands.Add(Verb.Of("resume", "Go on with a run that failed or was cancelled, from its last checkpoint.", ResumeAsync, Job, Detach));
        return command;
    }

    public static Command Replay() => Verb.Of("replay", "Repeat a run from what it was made of, and compare its parameters step by step.", ReplayAsync, Job, Steps, Detach);

    private static async Task<int> TrainAsync(Invocation cli, CancellationToken cancellation)
    {
        var recipe = await RecipeDocument.ReadAsync(cli.Get(Kind)!, cli.Get(File), cli.Get(Set)!, LongestRecipe, cancellation);
        var name = cli.Get(Name) ?? cli.Get(Data)!.Split('@', '/')[0];
        var place = cli.Get(To) ?? $"s3://training/{RunName.Of(name, TimeProvider.System.GetUtcNow())}";
        await MakeBucketAsync(cli, place, cancellation);
        var job = new TrainingJob(name, recipe, cli.Get(Data)!, place)
        {
            Base = cli.Get(From),
            Project = cli.Get(Project),
            Workers = cli.Get(Workers),
            Cpus = cli.Get(Cpus)!,
            Memory = cli.Get(Memory)!,
            TimeLimit = cli.Get(TimeLimit),
            Retries = cli.Get(Retries),
            Executor = cli.Get(Executor),
            CheckpointEvery = cli.Get(CheckpointEvery),
        };
        using var api = cli.Api();
        return await FollowAsync(cli, api, await SubmitVerb.SendAsync(api, JsonSerializer.Serialize(job.Specification()), cancellation), $"Its model will be at {place}/model", cancellation);
    }

    private static async Task<int> ResumeAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        var job = await api.GetAsync($"/api/v1/jobs/{cli.Get(Job)}", cancellation);
        TrainingJob.RecipeOf(job);
        return await FollowAsync(cli, api, await api.SendAsync(HttpMethod.Post, $"/api/v1/jobs/{cli.Get(Job)}/retry", null, cancellation), "It goes on from its last checkpoint", cancellation);
    }

    private static async Task<int> ReplayAsync(Invocation cli, CancellationToken cancellation)
    {
        using var api = cli.Api();
        var original = await api.GetAsync($"/api/v1/jobs/{cli.Get(Job)}", cancellation);
        return await FollowAsync(cli, api, await SubmitVerb.SendAsync(api, JsonSerializer.Serialize(TrainingJob.ReplayOf(original, cli.Get(Steps))), cancellation), $"It repeats job {cli.Get(Job)}", cancellation);
    }

    private static async Task<int> FollowAsync(Invocation cli, ApiClient api, JsonElement job, string word, CancellationToken cancellation)
    {
        var id = JobText.IdOf(job);
        if (cli.Get(Detach))
        {
            cli.Output.Write(job, console => console.WriteLine($"{id}"));
            return Verb.Succeeded;
        }
        await Console.Error.WriteLineAsync($"Job {id} is {JobText.StateOf(job)}. {word}. Ctrl+C leaves it running: athanor jobs logs {id} -f");
        if (!cli.Output.AsJson) await LogsVerb.FollowJobAsync(api, id, cancellation);
        job = await JobChangeVerbs.WaitAsync(api, id, cancellation);
        if (cli.Output.AsJson) cli.Output.Write(job, _ => { });
        else if (JobText.StateOf(job) != "succeeded") await Console.Error.WriteLineAsync($"Job {id} {JobText.StateOf(job)}. {JobText.ReasonOf(job)}");
        return JobText.ExitCodeOf(job);
    }

    // Whoever may not make buckets may still write to one that is there: what cannot be written is told of by the job.
    private static async Task MakeBucketAsync(Invocation cli, string place, CancellationToken cancellation)
    {
        var bucket = Objects.Place.ReadRemote(place).Bucket!;
        using var client = new S3Client(cli.S3(), TimeProvider.System);
        var remote = new RemoteBuckets(client);
        if ((await remote.ListBucketsAsync(cancellation)).Any(known => known.Name == bucket)) return;
        await remote.CreateAsync(bucket, cli.Get(Project), cancellation);
    }
}
