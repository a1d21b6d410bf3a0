namespace Athanor.WebConsole.Jobs.Logs;

/// <summary>A line as a terminal would show it, and how many of its characters are left out because it is too long.</summary>
public sealed record LogLine(IReadOnlyList<LogRun> Runs, int Hidden)
{
    public bool IsEmpty => Runs.Count == 0 && Hidden == 0;
}
