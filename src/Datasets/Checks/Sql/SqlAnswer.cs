namespace Athanor.Datasets.Checks.Sql;

/// <summary>The first rows of an answer as texts, and how many there are; when they are too many to count, at least so many.</summary>
internal sealed record SqlAnswer(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string?>> Rows, long Count)
{
    private const string Nothing = "NULL";

    public string Describe(IReadOnlyList<string?> row) => string.Join(", ", Columns.Zip(row, (column, value) => $"{column} = {value ?? Nothing}"));
}
