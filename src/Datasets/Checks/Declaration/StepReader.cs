using Athanor.Datasets.Checks.Cleaning;
using Athanor.Foundation.Documents;

namespace Athanor.Datasets.Checks.Declaration;

/// <summary>One cleaning step of the file: a command, or a query and the file its answer becomes.</summary>
internal static class StepReader
{
    private const int MostArguments = 200;
    private const int LongestArgument = 8 << 10;

    private static readonly TimeSpan DefaultTime = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestTime = TimeSpan.FromHours(24);

    public static CleaningStep Read(Section section)
    {
        var name = CheckReader.NameOf(section);
        var inputs = CheckReader.PatternsOf(section, "inputs");
        var time = section.Scalar("time")?.Time("time", LongestTime) ?? DefaultTime;
        var (run, sql, into) = (section.Scalars("run"), section.Scalar("sql"), section.Scalar("into"));
        section.RefuseOthers();
        return (run.Count, sql, into) switch
        {
            ( > MostArguments, _, _) => throw section.Fault($"`run` has more than {MostArguments} arguments"),
            ( > 0, null, null) => new CommandStep(name, [.. run.Select(Argument)], inputs, time),
            (0, { Text.Length: > 0 }, { } file) => new SqlStep(name, sql.Text, OutputOf(file), inputs, time),
            (0, { }, null) => throw section.Fault("`into` is missing: the file that the answer of `sql` becomes"),
            _ => throw section.Fault("a step has either `run`, a list of a command and its arguments, or `sql` with `into`"),
        };
    }

    private static string Argument(Scalar scalar) =>
        scalar.Text.Length <= LongestArgument && !scalar.Text.Contains('\0', StringComparison.Ordinal)
            ? scalar.Text
            : throw scalar.Expected("run", $"arguments of at most {LongestArgument} characters");

    private static string OutputOf(Scalar file) => SqlStep.FormatOf(file.Text) is not null && file.Text.Split('/').All(part => part is not ("" or "." or ".."))
        ? file.Text
        : throw file.Expected("into", "a path within the folder that ends in .csv, .jsonl or .parquet");
}
