namespace Athanor.Tracking.Artifacts;

/// <summary>Reads artifacts of a project by the addresses that MLflow's clients know: <c>mlflow-artifacts:/…</c>, <c>runs:/…</c>, <c>s3://…</c>.</summary>
public interface IArtifactFiles
{
    /// <summary>All files below an address, in the order of their paths; none where nothing is there.</summary>
    Task<IReadOnlyList<ArtifactFile>> ListAsync(string project, string address, CancellationToken cancellation);

    Task<Stream> OpenAsync(string project, string address, string path, CancellationToken cancellation);
}
