using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using Athanor.Compute.Collectives;
using Athanor.Foundation.Problems;
using Athanor.Training.Worker;

namespace Athanor.App.Verbs.Training;

/// <summary>One worker of a training job, which its job's variables tell all.</summary>
internal static class TrainWorkerVerb
{
    // As a shell would end for SIGTERM: asked to stop, it saved where it was, and is not done.
    private const int Stopped = 143;

    public static Command Create() => Verb.Of("train", "Be one worker of a training job.", RunAsync);

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
            return await new TrainWorker(OptionsOf(), Invocation.Variable, Console.Out, TimeProvider.System).RunAsync(stopping.Token) ? Verb.Succeeded : Stopped;
        }
        catch (CollectiveException fault)
        {
            throw new ProblemException(TrainingCommandProblems.GangBroken(fault.Message), fault);
        }
    }

    private static WorkerOptions OptionsOf() => new()
    {
        Recipe = Invocation.Variable(WorkerVariables.Recipe) ?? throw new ProblemException(TrainingCommandProblems.NoRecipe),
        Data = WorkerFolders.Data,
        Base = Directory.Exists(WorkerFolders.Base) ? WorkerFolders.Base : null,
        Output = WorkerFolders.Output,
        Checkpoints = Invocation.Variable(WorkerVariables.Checkpoints) ?? Invocation.Variable("ATHANOR_CHECKPOINTS") ?? "checkpoints",
        CheckpointEvery = NumberIn(WorkerVariables.CheckpointEvery),
        Replays = Invocation.Variable(WorkerVariables.Replays),
        Steps = NumberIn(WorkerVariables.Steps),
        Progress = Invocation.Variable("ATHANOR_PROGRESS"),
        Threads = (int)(NumberIn("OMP_NUM_THREADS") ?? Environment.ProcessorCount),
    };

    private static long? NumberIn(string name) => Invocation.Variable(name) is not { } text ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number
        : throw new ProblemException(TrainingCommandProblems.BadNumber(name, text));
}
