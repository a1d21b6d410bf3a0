using Athanor.Datasets.Checks.Cleaning;

namespace Athanor.App.Verbs.Data;

/// <summary>A step that was not run yet, with the recipe it would have now.</summary>
internal sealed record PlannedStep(string Name, string Does, string Recipe)
{
    public static PlannedStep Of(CleaningStep step, string recipe) => new(step.Name, step switch
    {
        CommandStep command => string.Join(' ', command.Arguments),
        SqlStep sql => $"{sql.Query.Trim()} -> {sql.Into}",
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    }, recipe);
}
