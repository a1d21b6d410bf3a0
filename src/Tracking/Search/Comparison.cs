namespace Athanor.Tracking.Search;

/// <summary>One condition of a filter. The comparator is one of the grammar's; the values are a number, or texts.</summary>
internal sealed record Comparison(Field Field, string Comparator, IReadOnlyList<string> Texts, double? Number);
