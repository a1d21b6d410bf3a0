using Athanor.Datasets.Decoding;

namespace Athanor.Datasets.Checks;

/// <summary>What a run of checks may take of the machine, whatever the dataset and its declaration ask for.</summary>
public sealed record CheckLimits
{
    public static CheckLimits Default { get; } = new();

    /// <summary>Findings that a check names; all are counted.</summary>
    public int Findings { get; init; } = 100;

    /// <summary>After which a check is given up.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Files that are decoded at once.</summary>
    public int Lanes { get; init; } = Math.Clamp(Environment.ProcessorCount, 1, 8);

    /// <summary>Files that a check for duplicates compares.</summary>
    public int ComparedFiles { get; init; } = 2_000_000;

    /// <summary>Classes that a check for balance counts.</summary>
    public int Classes { get; init; } = 100_000;

    public DecodingLimits Decoding { get; init; } = DecodingLimits.Default;

    public SqlLimits Sql { get; init; } = new();
}
