using Athanor.Datasets.Client.Import;
using Athanor.Foundation.Problems;

namespace Athanor.Datasets.Client.Sources;

/// <summary>Fetches objects of a bucket. One that was replaced since it was listed is refused by its entity tag, so none is a mixture.</summary>
internal sealed class BucketReader(BucketSource source) : IContentReader
{
    private const int MostAttempts = 4;

    public async ValueTask<ContentRead> ReadAsync(ListedFile file, TarBatch batch, CancellationToken cancellation)
    {
        var target = batch.Offer(file, file.Stamp);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var content = await source.OpenAsync(file, cancellation);
                await content.ReadExactlyAsync(target, cancellation);
                return ContentRead.Of(target, file.Stamp);
            }
            catch (ProblemException refused) when (refused.Problem.Status is 404 or 412)
            {
                return refused.Problem.Status == 404 ? ContentRead.Vanished : ContentRead.Changing;
            }
            catch (Exception failure) when (failure is IOException or HttpRequestException)
            {
                if (attempt == MostAttempts) throw source.Unreadable(file, failure);
            }
        }
    }

    public async Task<IOpenContent?> OpenAsync(ListedFile file, CancellationToken cancellation)
    {
        try
        {
            return new OpenObject(await source.OpenAsync(file, cancellation), file.Stamp);
        }
        catch (ProblemException refused) when (refused.Problem.Status is 404 or 412)
        {
            return null;
        }
    }

    public void Dispose()
    {
    }

    // The answer belongs to one version of the object, whatever is stored meanwhile.
    private sealed class OpenObject(Stream content, FileStamp stamp) : IOpenContent
    {
        public FileStamp Stamp => stamp;

        public ValueTask<int> ReadAsync(Memory<byte> target, CancellationToken cancellation) => content.ReadAsync(target, cancellation);

        public bool IsUnchanged() => true;

        public void Dispose() => content.Dispose();
    }
}
