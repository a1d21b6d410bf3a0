namespace Athanor.Tracking.Search;

/// <summary>A column to order by, in words of our own and never of a caller's. Where it can be NULL, a column before it ranks those rows together.</summary>
internal sealed record SortColumn(string Expression, SortType Type, bool IsAscending = true)
{
    public static SortColumn Text(string expression) => new(expression, SortType.Text);

    public static SortColumn Number(string expression) => new(expression, SortType.Number);
}
