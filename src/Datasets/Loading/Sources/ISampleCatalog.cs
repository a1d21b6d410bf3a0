using Athanor.Access.Authorization;

namespace Athanor.Datasets.Loading.Sources;

/// <summary>Opens a version of a dataset for whoever may read it. Where the same version is opened again, the same source may be handed out.</summary>
public interface ISampleCatalog
{
    /// <summary>Without a reference it is the dataset's default branch; a branch is read as it is at this moment.</summary>
    Task<ISampleSource> OpenAsync(Caller caller, string dataset, string? reference, CancellationToken cancellation);
}
