using System.Threading.Channels;
using Athanor.Foundation.Databases;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Athanor.Objects.Blobs;

/// <summary>Removes from disk what no row names any more. The list of it stands in the metadata, so that a crash forgets nothing.</summary>
internal sealed partial class BlobRemover(IDatabase database, IBlobStore blobs, TimeProvider clock, ILogger<BlobRemover> logger) : BackgroundService
{
    private const int RemovedAtOnce = 500;
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(30);

    // One wish to look again is as good as many.
    private readonly Channel<bool> _wishes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private volatile bool _hasKeptSome;

    /// <summary>There may be something to remove.</summary>
    public void Wake() => _wishes.Writer.TryWrite(true);

    /// <summary>Removes all that waits, and answers how much that was.</summary>
    public async Task<int> RemoveAsync(CancellationToken cancellation)
    {
        var total = 0;
        while (await FindRemovableAsync(cancellation) is { Count: > 0 } dropped)
        {
            await blobs.DeleteAsync(dropped, cancellation);
            await database.WriteAsync(session => BlobsDatabase.Forget(session, dropped), cancellation);
            total += dropped.Count;
        }
        return total;
    }

    /// <summary>Somebody has read to the end: what was kept for that can go now.</summary>
    public void Release()
    {
        if (_hasKeptSome) Wake();
    }

    private async Task<List<BlobReference>> FindRemovableAsync(CancellationToken cancellation)
    {
        // Those that are held do not keep others from their turn. Read first and asked afterwards: who holds by then has seen the row go.
        _hasKeptSome = true;
        var dropped = await database.ReadAsync(session => BlobsDatabase.Dropped(session, RemovedAtOnce + blobs.Readers.Count), cancellation);
        _hasKeptSome = dropped.RemoveAll(blobs.Readers.Contains) > 0;
        return dropped;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RemoveAsync(stoppingToken);
                await _wishes.Reader.ReadAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                CouldNotRemove(logger, failure.Message);
                await Task.Delay(PauseAfterFailure, clock, stoppingToken);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Blobs could not be removed and will be tried again: {Reason}")]
    private static partial void CouldNotRemove(ILogger logger, string reason);
}
