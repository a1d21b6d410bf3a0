namespace Athanor.Datasets.Checks.Sql;

/// <summary>The first rows of an answer as texts, and how many there are; when they are too many to count, at least so many.</summary>
internal sealed record SqlAnswer(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string?>> Rows, long Count)
{
    private const string Nothing = "NULL";
    private const int LongestDescription = 2000;

    public string Describe(IReadOnlyList<string?> row)
    {
        var words = string.Join(", ", Columns.Zip(row, (column, value) => $"{column} = {value ?? Nothing}"));
        return words.Length > LongestDescription ? words[..LongestDescription] + "…" : words;
    }
}
