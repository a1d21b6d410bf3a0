namespace Athanor.WebConsole.Tracking;

/// <summary>What is in one project, or the beginning of it.</summary>
public sealed record ProjectPart<T>(string Project, IReadOnlyList<T> Items, string? Next);
