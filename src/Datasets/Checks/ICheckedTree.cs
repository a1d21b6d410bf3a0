namespace Athanor.Datasets.Checks;

/// <summary>What is checked: a commit of a dataset, or a folder. Content may be opened from several threads at once.</summary>
public interface ICheckedTree
{
    /// <summary>All files, in the order of their paths.</summary>
    IAsyncEnumerable<CheckedEntry> ListAsync(CancellationToken cancellation);

    ValueTask<CheckedEntry?> FindAsync(string path, CancellationToken cancellation);

    ValueTask<Stream> OpenAsync(CheckedEntry entry, CancellationToken cancellation);
}
