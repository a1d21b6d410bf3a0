namespace Athanor.Tracking.Search;

/// <summary>What is compared, or sorted by: <c>metrics.loss</c>.</summary>
internal readonly record struct Field(FieldKind Kind, string Key);
