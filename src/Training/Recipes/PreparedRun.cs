using Athanor.Training.Loop;

namespace Athanor.Training.Recipes;

/// <summary>A run that can begin: what is trained, how, and how its model becomes a folder.</summary>
internal sealed record PreparedRun(ITrainingTask Task, TrainingPlan Plan, Action<string> Save) : IDisposable
{
    /// <summary>What the first worker does after the last step, before the model is saved, such as calibrating it.</summary>
    public Action<Action<string>> Finish { get; init; } = _ => { };

    public void Dispose() => Task.Dispose();
}
