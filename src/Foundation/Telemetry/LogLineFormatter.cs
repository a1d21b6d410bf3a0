using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Athanor.Foundation.Telemetry;

/// <summary>One line per entry for people: when, how bad, who speaks, what. Line breaks in what was logged are shown, not obeyed.</summary>
public sealed class LogLineFormatter(TimeProvider clock) : ConsoleFormatter(FormatName)
{
    public const string FormatName = "athanor";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var text = logEntry.Formatter(logEntry.State, null);
        var speaker = logEntry.Category[(logEntry.Category.LastIndexOf('.') + 1)..];
        textWriter.Write($"{clock.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss.fff'Z'} {NameOf(logEntry.LogLevel)} {speaker}: ");
        textWriter.WriteLine(text.ReplaceLineEndings("\\n"));
        if (logEntry.Exception is { } exception) textWriter.WriteLine(exception);
    }

    private static string NameOf(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info ",
        LogLevel.Warning => "warn ",
        _ => "ERROR",
    };
}
