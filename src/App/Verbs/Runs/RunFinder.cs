using System.Text.Json;
using Athanor.Foundation.Problems;

namespace Athanor.App.Verbs.Runs;

/// <summary>Finds the run somebody means: by its id, the beginning of it, or its name.</summary>
internal static class RunFinder
{
    private const int LengthOfId = 32;

    public static async Task<JsonElement> FindAsync(MlflowClient mlflow, string text, string? experiment, CancellationToken cancellation)
    {
        var isHexadecimal = text.Length > 0 && text.All(char.IsAsciiHexDigitLower);
        if (isHexadecimal && text.Length == LengthOfId) return await mlflow.GetRunAsync(text, cancellation);

        var experiments = await IdsAsync(mlflow, experiment, cancellation);
        if (isHexadecimal && await OnlyAsync(mlflow, experiments, $"attributes.run_id LIKE '{text}%'", text, cancellation) is { } begun) return begun;
        return await OnlyAsync(mlflow, experiments, $"attributes.run_name = {Quoted(text)}", text, cancellation) ?? throw new ProblemException(RunCommandProblems.NoRun(text));
    }

    /// <summary>The ids of the experiment of that name, or of all.</summary>
    public static async Task<List<string>> IdsAsync(MlflowClient mlflow, string? experiment, CancellationToken cancellation) =>
        await mlflow.ListExperimentsAsync(experiment, cancellation).Select(found => RunText.TextOf(found, "experiment_id")).ToListAsync(cancellation);

    private static async Task<JsonElement?> OnlyAsync(MlflowClient mlflow, List<string> experiments, string filter, string text, CancellationToken cancellation)
    {
        var found = await mlflow.SearchRunsAsync(experiments, filter, [], cancellation).Take(2).ToListAsync(cancellation);
        return found.Count switch
        {
            0 => null,
            1 => found[0],
            _ => throw new ProblemException(RunCommandProblems.SeveralRuns(text)),
        };
    }

    // A filter has no way to write both kinds of quotes in one text.
    private static string Quoted(string text) =>
        !text.Contains('\'', StringComparison.Ordinal) ? $"'{text}'" : !text.Contains('"', StringComparison.Ordinal) ? $"\"{text}\"" : throw new ProblemException(RunCommandProblems.NoRun(text));
}
