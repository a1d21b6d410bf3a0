using System.Collections.Concurrent;
using System.Security.Cryptography;
using Athanor.Datasets.Client.Cache;
using Athanor.Datasets.Client.Sources;
using Athanor.Datasets.Trees;
using Athanor.Foundation.Problems;

namespace Athanor.Datasets.Client.Import;

/// <summary>Reads what an import planned, and sends of it what the branch does not hold. While one batch waits for the server, the next is read.</summary>
internal sealed class Upload(ISource source, IBranch branch, VersionChain versions, CacheLog log, ITransferWatch watch, TimeProvider clock)
{
    private const int AtOnce = 4;
    private const int MostAttempts = 5;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);

    private readonly DateTimeOffset _listedAt = clock.GetUtcNow();
    private readonly ConcurrentBag<TarBatch> _buffers = [];

    public Task RunAsync(IReadOnlyList<PlannedFile> files, CancellationToken cancellation) => Parallel.ForEachAsync(
        ImportBatch.Cut(files),
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
        async (batch, stop) =>
        {
            if (batch.IsLargeFile) await SendLargeAsync(batch.Files[0], stop);
            else await SendAsync(batch, stop);
            log.Append(batch.Files.Where(file => file.IsKnown).Select(file => (file.File, file.Digest, source.Remembered(file.Stamp, _listedAt))));
        });

    private async Task SendAsync(ImportBatch batch, CancellationToken cancellation)
    {
        if (!_buffers.TryTake(out var tar)) tar = new(ImportBatch.LargestContent + (ImportBatch.LargestContent >> 3));
        tar.Clear();
        await ReadAsync(batch, tar, cancellation);
        if (!tar.IsEmpty) versions.Add(await RepeatAsync(() => branch.ImportAsync(tar.ToContent(), cancellation), cancellation));
        foreach (var file in batch.Files) file.MarkSent();
        watch.Add(batch.Bytes);
        _buffers.Add(tar);
    }

    private async Task ReadAsync(ImportBatch batch, TarBatch tar, CancellationToken cancellation)
    {
        using var reader = source.OpenReader();
        foreach (var file in batch.Files)
        {
            cancellation.ThrowIfCancellationRequested();
            var read = await reader.ReadAsync(file.File, tar, cancellation);
            if (read.State != PlannedState.Read) file.Drop(read.State);
            else if (file.Take(Digest.Of(read.Content.Span), read.Stamp)) tar.Keep(file.File, read.Stamp);
        }
    }

    private async Task SendLargeAsync(PlannedFile file, CancellationToken cancellation)
    {
        using var reader = source.OpenReader();
        if (file.Remote is not null && await IsSameAsync(file, reader, cancellation)) return;

        TarContent? content = null;
        for (var attempt = 1; ; attempt++)
        {
            using var opened = await reader.OpenAsync(file.File, cancellation);
            if (opened is null)
            {
                file.Drop(PlannedState.Vanished);
                return;
            }
            try
            {
                using (content = new TarContent(file.File, opened, watch.Add)) versions.Add(await branch.ImportAsync(content, cancellation));
                file.Take(content.Found ?? throw new ProblemException(ImportProblems.Unread), opened.Stamp);
                file.MarkSent();
                return;
            }
            catch (Exception failure) when (attempt < MostAttempts && IsPassing(failure))
            {
                await Task.Delay(FirstPause * (1 << attempt), clock, cancellation);
            }
            catch (HttpRequestException) when (content is { HasChanged: true })
            {
                file.Drop(PlannedState.Changing);
                return;
            }
        }
    }

    // What the branch holds there may be the same; a second reading is cheaper than sending it.
    private static async Task<bool> IsSameAsync(PlannedFile file, IContentReader reader, CancellationToken cancellation)
    {
        using var opened = await reader.OpenAsync(file.File, cancellation);
        if (opened is null) return false;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 20];
        for (int count; (count = await opened.ReadAsync(buffer, cancellation)) > 0;) hash.AppendData(buffer, 0, count);
        return opened.IsUnchanged() && !file.Take(Digest.Read(hash.GetHashAndReset()), opened.Stamp);
    }

    // The server may be restarting, and a request that it did carry out changes nothing when it comes again.
    private async Task<BranchChange> RepeatAsync(Func<Task<BranchChange>> send, CancellationToken cancellation)
    {
        for (var (attempt, pause) = (1, FirstPause); ; attempt++, pause *= 2)
        {
            try
            {
                return await send();
            }
            catch (Exception failure) when (attempt < MostAttempts && IsPassing(failure))
            {
                await Task.Delay(pause, clock, cancellation);
            }
        }
    }

    private static bool IsPassing(Exception failure) => failure is HttpRequestException or ProblemException { Problem.Status: 429 or 502 or 503 or 504 };
}
