using Athanor.Foundation.Problems;

namespace Athanor.App.Verbs.Runs;

internal static class RunCommandProblems
{
    public static Problem NoExperiment(string name) => new("runs/no-experiment", 404, $"There is no experiment '{name}'.", "`athanor runs ls` shows the runs of all of them.");

    public static Problem NoRun(string text) => new("runs/no-run", 404, $"No run is called '{text}', nor does an id begin so.", "`athanor runs ls` lists them.");

    public static Problem SeveralRuns(string text) => new("runs/several-runs", 409, $"'{text}' means more than one run.", "Write more of the id, or name the experiment with --experiment.");

    public static Problem DeletedExperiment(string name) => new("runs/deleted-experiment", 409, $"The experiment '{name}' is deleted.", "Restore it, or name another one with --experiment.");

    public static Problem BadSource(string text, string fault) => new("runs/bad-source", 400, $"{text} {fault}.", "Name an export, a folder mlruns, or the address of an MLflow server.");

    public static Problem NotEmpty(string folder) => new("runs/not-empty", 409, $"{folder} holds something that is no export.", "Name a new folder, or a file that ends in .tar.");

    public static Problem NothingToCompare => new("runs/nothing-to-compare", 400, "One run alone is not compared.", "Name another one: athanor runs compare RUN RUN");
}
