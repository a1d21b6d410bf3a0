using System.Security.Cryptography;
using System.Text;
using Athanor.Compute.Collectives;
using Athanor.Compute.Devices.Cpu;
using Athanor.Training.Checkpoints;
using Athanor.Training.Loop;
using Athanor.Training.Recipes;

namespace Athanor.Training.Worker;

/// <summary>One worker of a run from its recipe to the folder of its model.</summary>
public sealed class TrainWorker(WorkerOptions options, Func<string, string?> variable, TextWriter output, TimeProvider clock)
{
    /// <summary>Whether all steps were made; false where it was asked to stop before, and has saved where it was.</summary>
    public async Task<bool> RunAsync(CancellationToken stopping)
    {
        var recipe = Recipe.Read(options.Recipe);
        using var workers = await GangJoin.JoinAsync(variable, FingerprintOf(recipe), stopping);
        using var device = new CpuDevice(options.Threads);
        using var run = recipe.Prepare(new(options.Data, options.Base, device, workers, line => Tell(workers, line)));
        return options.Replays is { } original ? Replay(run, device, workers, original) : Train(run, device, workers, recipe, stopping);
    }

    private bool Train(PreparedRun run, CpuDevice device, ICollectives workers, Recipe recipe, CancellationToken stopping)
    {
        var (log, plan) = (new RunLog(options.Output, output, run.Task.Prefetch, clock), run.Plan);
        using var store = CheckpointPlace.Open(options.Checkpoints, variable);
        using var checkpoints = new RunCheckpoints(store.Checkpoints, workers, FingerprintOf(recipe), new() { EverySteps = options.CheckpointEvery }, clock, CancellationToken.None) { Notes = log.Notes };
        log.Restored = () => checkpoints.Restored;
        using var tracked = workers.Rank == 0 ? TrackedRun.Open(recipe, variable, output, clock) : null;
        using var trainer = new Trainer(plan, run.Task, device, workers, checkpoints, tracked is null ? log : new BothLogs(log, tracked), clock) { Stepped = new ProgressFile(options.Progress, clock).Write };
        var isDone = trainer.Run(stopping) == plan.Steps;
        // All together for the last time: what the first worker does now may take longer than anybody waits for a rank.
        workers.Barrier();
        if (!isDone) tracked?.Ends(isFinished: false, "");
        else if (workers.Rank == 0) Save(run, recipe, log, tracked);
        return isDone;
    }

    private void Save(PreparedRun run, Recipe recipe, RunLog log, TrackedRun? tracked)
    {
        run.Finish(output.WriteLine);
        run.Save(options.Output);
        var verdict = log.Save(recipe);
        tracked?.Ends(isFinished: true, verdict);
    }

    private bool Replay(PreparedRun run, CpuDevice device, ICollectives workers, string original)
    {
        var plan = run.Plan with { EvaluateEvery = 0 };
        using var log = new ReplayLog(original, output, options.Steps ?? plan.Steps);
        using var trainer = new Trainer(plan, run.Task, device, workers, new NoCheckpoints(), log, clock) { Stepped = new ProgressFile(options.Progress, clock).Write };
        trainer.Run(log.Enough);
        return true;
    }

    private void Tell(ICollectives workers, string line)
    {
        if (workers.Rank == 0) output.WriteLine(line);
    }

    // Workers with other settings, or another program, would not make the same steps.
    private static byte[] FingerprintOf(Recipe recipe) => SHA256.HashData(Encoding.UTF8.GetBytes($"{typeof(TrainWorker).Assembly.ManifestModule.ModuleVersionId} {recipe.Kind} {string.Join('\n', recipe.Taken)}"));
}
