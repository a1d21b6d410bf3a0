namespace Athanor.Foundation.Paging;

/// <summary>Part of a list, in the order of its keys; <see cref="Next"/> asks for what follows, and is null at the end.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);
