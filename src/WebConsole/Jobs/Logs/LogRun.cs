namespace Athanor.WebConsole.Jobs.Logs;

/// <summary>Text in one style; the style is the names of classes, "" where it has none.</summary>
public sealed record LogRun(string Text, string Style);
