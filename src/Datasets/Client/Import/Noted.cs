namespace Athanor.Datasets.Client.Import;

/// <summary>How many there are, and the first of them.</summary>
public sealed record Noted(int Count, IReadOnlyList<string> First);
