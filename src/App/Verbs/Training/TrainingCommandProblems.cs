using Athanor.Foundation.Problems;

namespace Athanor.App.Verbs.Training;

internal static class TrainingCommandProblems
{
    public static Problem BadSetting(string text) => new("training/bad-setting", 400, $"'{text}' is no setting.", "Write it as NAME=VALUE: --set epochs=20");

    public static Problem TooLarge(string file) => new("training/recipe-too-large", 400, $"{file} is too long for a recipe.", "A recipe is a few lines of settings.");

    public static Problem NoTraining(long job) => new("training/no-training", 400, $"Job {job} is no run of a recipe.", "`athanor jobs retry` tries any other job again.");

    public static Problem GangBroken(string fault) => new("training/gang-broken", 503, fault, "The job goes on from its last checkpoint with all workers.");
}
