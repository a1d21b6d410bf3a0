using System.Collections.Concurrent;
using Athanor.Datasets.Client.Cache;
using Athanor.Datasets.Client.Sources;
using Athanor.Datasets.Trees;

namespace Athanor.Datasets.Client.Import;

/// <summary>Reads what an import planned, and sends of it what the branch does not hold. While one batch waits for the server, the next is read.</summary>
internal sealed class Upload(ISource source, IBranch branch, VersionChain versions, CacheLog log, ITransferWatch watch, DateTimeOffset listedAt, Repetition repetition)
{
    private const int AtOnce = 4;

    private readonly LargeUpload _large = new(source, branch, versions, watch, repetition);
    private readonly ConcurrentBag<TarBatch> _buffers = [];

    public Task RunAsync(IReadOnlyList<PlannedFile> files, CancellationToken cancellation) => Parallel.ForEachAsync(
        ImportBatch.Cut(files),
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
        async (batch, stop) =>
        {
            if (batch.IsLargeFile) await _large.RunAsync(batch.Files[0], stop);
            else await SendAsync(batch, stop);
            log.Append(batch.Files.Where(file => file.IsKnown).Select(file => (file.File, file.Digest, source.Remembered(file.Stamp, listedAt))));
        });

    private async Task SendAsync(ImportBatch batch, CancellationToken cancellation)
    {
        if (!_buffers.TryTake(out var tar)) tar = new(ImportBatch.LargestContent);
        tar.Clear();
        await ReadAsync(batch, tar, cancellation);
        if (!tar.IsEmpty) versions.Add(await repetition.RunAsync(() => branch.ImportAsync(tar.ToContent(), cancellation), cancellation));
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
            else if (file.Take(Digest.Of(read.Content.Span), read.Stamp)) tar.Keep(read.Stamp);
        }
    }
}
