using Athanor.Datasets.Checks.Globs;

namespace Athanor.Datasets.Checks.Cleaning;

/// <summary>
/// Turns a checkout into a cleaner one. What it reads is named by patterns, so that its recipe can say what the result was made from; a step that
/// names nothing depends on every file.
/// </summary>
public abstract record CleaningStep(string Name, IReadOnlyList<Glob> Inputs, TimeSpan Time);

/// <summary>A command with its arguments as they are: no shell reads them.</summary>
public sealed record CommandStep(string Name, IReadOnlyList<string> Arguments, IReadOnlyList<Glob> Inputs, TimeSpan Time) : CleaningStep(Name, Inputs, Time);

/// <summary>A query over the tables of the folder, whose answer becomes a file in it.</summary>
public sealed record SqlStep(string Name, string Query, string Into, IReadOnlyList<Glob> Inputs, TimeSpan Time) : CleaningStep(Name, Inputs, Time)
{
    /// <summary>How DuckDB names the format of a file that is written, by its extension.</summary>
    public static string? FormatOf(string path) => Path.GetExtension(path) switch
    {
        ".csv" => "FORMAT csv, HEADER",
        ".jsonl" => "FORMAT json",
        ".parquet" => "FORMAT parquet",
        _ => null,
    };
}
