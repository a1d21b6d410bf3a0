namespace Athanor.App.Verbs.Training;

/// <summary>What a training job tells its workers.</summary>
internal static class WorkerVariables
{
    public const string Recipe = "ATHANOR_RECIPE", Checkpoints = "ATHANOR_CHECKPOINTS_TO", CheckpointEvery = "ATHANOR_CHECKPOINT_EVERY", Replays = "ATHANOR_REPLAYS", Steps = "ATHANOR_STEPS";
}
