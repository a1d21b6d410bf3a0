using Athanor.Foundation.Databases;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Athanor.Objects.Blobs;

/// <summary>
/// Removes what a crash left on disk without a row: once after each start, since only a server that ended could leave it. A blob
/// that is being written is held, and so never listed; one that was listed and is still nobody's afterwards never will be anybody's.
/// </summary>
internal sealed partial class BlobSweeper(IDatabase database, IBlobStore blobs, ILogger<BlobSweeper> logger) : BackgroundService
{
    private const int AskedAtOnce = 500;

    /// <summary>Answers how many blobs were nobody's.</summary>
    public async Task<int> SweepAsync(CancellationToken cancellation)
    {
        var removed = 0;
        await foreach (var page in blobs.ListAsync(cancellation).Chunk(AskedAtOnce).WithCancellation(cancellation))
        {
            var ownerless = await database.ReadAsync(session => BlobsDatabase.WithoutOwner(session, page), cancellation);
            await blobs.DeleteAsync(ownerless, cancellation);
            removed += ownerless.Count;
        }
        return removed;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (await SweepAsync(stoppingToken) is > 0 and var removed) Swept(logger, removed);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            CouldNotSweep(logger, failure.Message);
        }
    }

    [LoggerMessage(LogLevel.Information, "Removed {Count} blobs that an unfinished request had left.")]
    private static partial void Swept(ILogger logger, int count);

    [LoggerMessage(LogLevel.Warning, "Left-over blobs could not be swept; the next start tries again: {Reason}")]
    private static partial void CouldNotSweep(ILogger logger, string reason);
}
