using Athanor.Datasets.Checks.Declaration;
using Athanor.Datasets.Checks.Globs;
using Athanor.Datasets.Checks.Sql;
using Athanor.Foundation.Problems;

namespace Athanor.Datasets.Checks.Cleaning;

/// <summary>
/// Runs steps over a checkout, in their order, until one fails. Commands are the dataset's own, and run as the person who calls: whoever runs
/// them trusts the dataset. They get no secrets of Athanor in their environment.
/// </summary>
public sealed class CleaningRunner(TimeProvider clock, SqlLimits? limits = null)
{
    private readonly SqlLimits _limits = limits ?? new();

    /// <summary>The recipe that a step would have now; a step before it may still change what it reads.</summary>
    public static async Task<string> RecipeOfAsync(string folder, CleaningStep step, CancellationToken cancellation)
    {
        var inputs = new List<CheckedEntry>();
        await foreach (var entry in new FolderTree(folder).ListAsync(SelectionOf(step), cancellation)) inputs.Add(entry);
        return Recipe.Of(step, inputs);
    }

    public async Task<CleaningReport> RunAsync(string folder, IReadOnlyList<CleaningStep> steps, CancellationToken cancellation)
    {
        var outcomes = new List<StepOutcome>();
        foreach (var step in steps)
        {
            outcomes.Add(await RunAsync(folder, step, cancellation));
            if (!outcomes[^1].Succeeded) break;
        }
        return new(Recipe.Of([.. outcomes.Select(outcome => outcome.Recipe)]), outcomes);
    }

    private async Task<StepOutcome> RunAsync(string folder, CleaningStep step, CancellationToken cancellation)
    {
        var recipe = await RecipeOfAsync(folder, step, cancellation);
        var start = clock.GetTimestamp();
        var (succeeded, detail, output) = await TryAsync(folder, step, cancellation);
        return new(step.Name, recipe, succeeded, detail, output, clock.GetElapsedTime(start).TotalSeconds);
    }

    private async Task<(bool Succeeded, string Detail, string Output)> TryAsync(string folder, CleaningStep step, CancellationToken cancellation)
    {
        try
        {
            return step switch
            {
                CommandStep command => await StepProcess.RunAsync(folder, command, clock, cancellation),
                SqlStep sql => await QueryAsync(new FolderTree(folder), sql, cancellation),
                _ => throw new ArgumentOutOfRangeException(nameof(step)),
            };
        }
        catch (ProblemException failure)
        {
            return (false, $"{failure.Problem.Detail} {failure.Problem.Hint}", "");
        }
    }

    // The answer takes its place in one step, so a query may read the file it replaces.
    private async Task<(bool, string, string)> QueryAsync(FolderTree tree, SqlStep step, CancellationToken cancellation)
    {
        if (LocalPath.Within(tree.Root, step.Into) is not { } target || LocalPath.HasLink(tree.Root, step.Into)) throw new ProblemException(ChecksProblems.BadOutput(step.Into));
        var unfinished = $"{target}.athanor-new";
        var limits = _limits with { Time = step.Time };
        using var query = await TableQuery.PrepareAsync(tree, SelectionOf(step), step.Query, limits, clock, cancellation);
        if (query.Missing.Count > 0) throw new ProblemException(ChecksProblems.BadQuery($"there is no table '{query.Missing[0]}'."));

        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        try
        {
            await query.WriteAsync(new(unfinished, $"{SqlStep.FormatOf(step.Into)}, USE_TMP_FILE false"), cancellation);
            File.Move(unfinished, target, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
        return (true, $"{step.Into} was written", "");
    }

    private static FileSelection SelectionOf(CleaningStep step) => step.Inputs.Count > 0 ? new(step.Inputs, []) : FileSelection.AllBut(CheckDeclaration.FileName);
}
