using System.CommandLine;

namespace Athanor.App.Verbs.Runs;

internal static class RunOptions
{
    public static Option<string?> Experiment { get; } = new("--experiment") { Description = "Only runs of this experiment." };
    public static Option<string?> Project { get; } = new("--project") { Description = "The project of the runs; the only one of your key, or else default." };

    public static MlflowClient Mlflow(this Invocation cli) => new(cli.Api().InProject(cli.Get(Project)));
}
