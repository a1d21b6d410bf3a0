using Athanor.Foundation.Problems;

namespace Athanor.Datasets.Client.Checkout;

/// <summary>Brings one file: its bytes go into a file beside it, which takes its place once they are known to be the right ones.</summary>
internal sealed class FileFetch(IVersionContent content, TargetFolder folder, ITransferWatch watch)
{
    private const int MostAttempts = 3;

    public async Task RunAsync(CheckoutFile file, CancellationToken cancellation)
    {
        var path = folder.Prepare(file.Path);
        var temporary = folder.TemporaryOf(file.Path);
        try
        {
            for (var attempt = 1; !await TryFetchAsync(file, temporary, isLast: attempt == MostAttempts, cancellation); attempt++)
            {
            }
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
        file.Stamp = folder.Describe(file.Path);
    }

    private async Task<bool> TryFetchAsync(CheckoutFile file, string temporary, bool isLast, CancellationToken cancellation)
    {
        // A link under that name would lead elsewhere; a file that is made anew does not.
        File.Delete(temporary);
        await using var target = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        await using var digests = new DigestStream(target, watch.Add);
        try
        {
            await content.CopyToAsync(file.Path.Value, digests, cancellation);
        }
        catch (Exception failure) when (failure is HttpRequestException or HttpIOException && !isLast)
        {
            // The connection was cut within the body.
            watch.Add(-target.Length);
            return false;
        }
        return digests.End() == file.Digest ? true : throw new ProblemException(CheckoutProblems.Damaged(file.Path.Value));
    }
}
