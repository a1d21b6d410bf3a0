namespace Athanor.Datasets.Checks.Cleaning;

/// <summary>What came of running steps over a checkout. The recipe belongs into the metadata of the commit that is made of it.</summary>
public sealed record CleaningReport(string Recipe, IReadOnlyList<StepOutcome> Steps)
{
    public bool Succeeded => Steps.All(step => step.Succeeded);
}

/// <summary>One step: its own recipe, how it ended, and the last of what it printed.</summary>
public sealed record StepOutcome(string Name, string Recipe, bool Succeeded, string Detail, string Output, double Seconds);
