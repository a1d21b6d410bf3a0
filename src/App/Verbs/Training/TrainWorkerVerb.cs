using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using Athanor.Compute.Collectives;
using Athanor.Foundation.Problems;
using Athanor.Training.Worker;

namespace Athanor.App.Verbs.Training;

/// <summary>One worker of a training job: its place in the gang comes from the launcher, the rest from its command.</summary>
internal static class TrainWorkerVerb
{
    // As a shell would end for SIGTERM: asked to stop, it saved where it was, and is not done.
    private const int Stopped = 143;

    private static readonly Option<string> Recipe = new("--recipe") { Description = "The recipe, in YAML or JSON.", Required = true };
    private static readonly Option<string> Checkpoints = new("--checkpoints") { Description = "Where they are kept.", DefaultValueFactory = _ => "checkpoints" };
    private static readonly Option<long?> CheckpointEvery = new("--checkpoint-every") { Description = "Steps between two." };
    private static readonly Option<string?> Replays = new("--replays") { Description = "The folder of the run that is repeated." };
    private static readonly Option<long?> Steps = new("--steps") { Description = "Only so many of it." };

    public static Command Create() => Verb.Of("train", "Be one worker of a training job.", RunAsync, Recipe, Checkpoints, CheckpointEvery, Replays, Steps);

    /// <summary>The words of such a command.</summary>
    public static IReadOnlyList<string> CommandOf(string recipe, string? checkpoints = null, long? checkpointEvery = null, string? replays = null, long? steps = null)
    {
        (string Name, object? Value)[] options = [(Recipe.Name, recipe), (Checkpoints.Name, checkpoints), (CheckpointEvery.Name, checkpointEvery), (Replays.Name, replays), (Steps.Name, steps)];
        return ["athanor", "worker", "train", .. options.Where(option => option.Value is not null).SelectMany(option => new[] { option.Name, string.Create(CultureInfo.InvariantCulture, $"{option.Value}") })];
    }

    private static async Task<int> RunAsync(Invocation cli, CancellationToken cancellation)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            stopping.Cancel();
        });
        try
        {
            return await new TrainWorker(OptionsOf(cli), Invocation.Variable, Console.Out, TimeProvider.System).RunAsync(stopping.Token) ? Verb.Succeeded : Stopped;
        }
        catch (CollectiveException fault)
        {
            throw new ProblemException(TrainingCommandProblems.GangBroken(fault.Message), fault);
        }
    }

    private static WorkerOptions OptionsOf(Invocation cli) => new()
    {
        Recipe = cli.Get(Recipe)!,
        Data = WorkerFolders.Data,
        Base = Directory.Exists(WorkerFolders.Base) ? WorkerFolders.Base : null,
        Output = WorkerFolders.Output,
        Checkpoints = cli.Get(Checkpoints)!,
        CheckpointEvery = cli.Get(CheckpointEvery),
        Replays = cli.Get(Replays),
        Steps = cli.Get(Steps),
        Progress = Invocation.Variable("ATHANOR_PROGRESS"),
        Threads = int.TryParse(Invocation.Variable("OMP_NUM_THREADS"), NumberStyles.None, CultureInfo.InvariantCulture, out var threads) && threads > 0 ? threads : Environment.ProcessorCount,
    };
}
