namespace Athanor.App.Verbs.Runs.Transport;

/// <summary>Where runs are carried from.</summary>
internal interface IRunSource
{
    IAsyncEnumerable<SourcePart> ReadAsync(CancellationToken cancellation);
}
