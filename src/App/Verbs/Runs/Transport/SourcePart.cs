namespace Athanor.App.Verbs.Runs.Transport;

/// <summary>
/// What comes out of a source, one after the other: an experiment, then each of its runs with its points and files. Points and files are read
/// when somebody takes them; who does not want a run lets them pass.
/// </summary>
internal abstract record SourcePart
{
    public sealed record ExperimentBegins(SourceExperiment Experiment) : SourcePart;

    public sealed record RunBegins(SourceRun Run) : SourcePart;

    public sealed record Points(IAsyncEnumerable<SourcePoint> All) : SourcePart;

    /// <summary>A file by its path within the run; how long it is, where that is known before.</summary>
    public sealed record ArtifactFile(string Path, long? Length, Func<CancellationToken, Task<Stream>> OpenAsync) : SourcePart;

    /// <summary>All of the run was there. A run behind which this does not come is not all there.</summary>
    public sealed record RunEnds : SourcePart;
}
