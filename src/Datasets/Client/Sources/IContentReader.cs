using Athanor.Datasets.Client.Import;

namespace Athanor.Datasets.Client.Sources;

/// <summary>Reads files of a source, those of one folder after the other, for one batch.</summary>
internal interface IContentReader : IDisposable
{
    /// <summary>Puts a file's content where the batch offers room for it; tells how the file looked, before the first byte was read and after the last.</summary>
    ValueTask<ContentRead> ReadAsync(ListedFile file, TarBatch batch, CancellationToken cancellation);

    /// <summary>For a file that no batch holds; null for one that is gone.</summary>
    Task<IOpenContent?> OpenAsync(ListedFile file, CancellationToken cancellation);
}
