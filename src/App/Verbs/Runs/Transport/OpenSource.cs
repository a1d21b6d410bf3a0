using Athanor.Foundation.Problems;

namespace Athanor.App.Verbs.Runs.Transport;

/// <summary>A source as somebody named it on the command line, found out for what it is.</summary>
internal sealed class OpenSource(IRunSource runs, IDisposable? held) : IDisposable
{
    public IRunSource Runs { get; } = runs;

    public static OpenSource Read(string text, string? experiment, TransportNotes notes)
    {
        if (!Directory.Exists(text)) throw new ProblemException(RunCommandProblems.BadSource(text, "is neither a folder nor a file"));
        var folder = new SourceFolder(Path.GetFullPath(text), notes);
        return new(new MlrunsFolder(folder, experiment, notes), null);
    }

    public void Dispose() => held?.Dispose();
}
