using Athanor.Training.Loop;

namespace Athanor.Training.Recipes;

/// <summary>A run that can begin: what is trained, how, and how its model becomes a folder.</summary>
internal sealed record PreparedRun(ITrainingTask Task, TrainingPlan Plan, Action<string> Save) : IDisposable
{
    public void Dispose() => Task.Dispose();
}
