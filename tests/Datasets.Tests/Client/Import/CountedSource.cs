using Athanor.Datasets.Client.Sources;

namespace Athanor.Datasets.Client.Import;

/// <summary>A folder, and how many of its files were read.</summary>
internal sealed class CountedSource(string folder) : ISource
{
    private readonly FolderSource _source = new(folder, ListedFile.LongestPath);
    private int _reads;

    public int Reads => _reads;

    public Task<Listing> ListAsync(CancellationToken cancellation) => _source.ListAsync(cancellation);

    public IContentReader OpenReader() => new CountedReader(this, _source.OpenReader());

    public FileStamp Remembered(in FileStamp stamp, DateTimeOffset listedAt) => _source.Remembered(stamp, listedAt);

    private sealed class CountedReader(CountedSource source, IContentReader reader) : IContentReader
    {
        public ValueTask<ContentRead> ReadAsync(ListedFile file, TarBatch batch, CancellationToken cancellation)
        {
            Interlocked.Increment(ref source._reads);
            return reader.ReadAsync(file, batch, cancellation);
        }

        public Task<IOpenContent?> OpenAsync(ListedFile file, CancellationToken cancellation) => reader.OpenAsync(file, cancellation);

        public void Dispose() => reader.Dispose();
    }
}
