namespace Athanor.Tracking.Search;

/// <summary>Part of what a search found; the token asks for what follows, and is null at the end.</summary>
public sealed record SearchPage<T>(IReadOnlyList<T> Items, string? Next);
