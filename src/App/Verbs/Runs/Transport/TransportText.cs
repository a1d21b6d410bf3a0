using Athanor.Foundation.Units;
using Spectre.Console;

namespace Athanor.App.Verbs.Runs.Transport;

internal static class TransportText
{
    public static void Write(IAnsiConsole console, string done, TransportReport report, TimeSpan elapsed)
    {
        foreach (var note in report.FirstNotes) console.WriteLine($"left out: {note}");
        if (report.Notes > report.FirstNotes.Count) console.WriteLine($"left out: {report.Notes - report.FirstNotes.Count} more");
        if (report.Unfinished > 0) console.WriteLine($"Not all of {report.Unfinished} runs could be {done}; the same command goes on with them.");
        console.WriteLine($"{report.Runs} runs {done}, {report.Skipped} were there: {report.Points} points, {report.Files} files ({new Bytes(report.Bytes)}) in {elapsed.TotalSeconds:0.0} s.");
    }
}
