namespace Athanor.Jobs.Model;

/// <summary>Which jobs are meant; all of those that the asker may see where nothing is said.</summary>
public sealed record JobFilter
{
    public string? Project { get; init; }

    public string? Owner { get; init; }

    public long? ArrayOf { get; init; }

    public IReadOnlyList<JobState> States { get; init; } = [];
}
