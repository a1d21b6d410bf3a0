namespace Athanor.Tracking.Search;

/// <summary>A table joined to the runs for one name in it. What a filter compares must be there; what only orders may be missing.</summary>
internal sealed record RunSource(Field Field, string Alias)
{
    public bool IsRequired { get; set; }

    public string Table => Field.Kind switch
    {
        FieldKind.Metric => "run_metrics",
        FieldKind.Param => "run_params",
        _ => "run_tags",
    };

    public SortType Type => Field.Kind == FieldKind.Metric ? SortType.Real : SortType.Text;

    public string Value => $"{Alias}.value";

    /// <summary>Numbers and texts first, then what is not a number, then what is missing, whichever way it is ordered.</summary>
    public SortColumn Rank => SortColumn.Number($"CASE WHEN {Alias}.run IS NULL THEN 2 WHEN {Alias}.value IS NULL THEN 1 ELSE 0 END");
}
