using System.IO.Pipelines;
using Athanor.Foundation.Files;
using Athanor.Objects.Blobs.Local.Disk;
using Microsoft.Win32.SafeHandles;

namespace Athanor.Objects.Blobs.Local.Files;

/// <summary>
/// Streams a blob into a file of its own. It is received under <c>incoming/</c>, and has its place under <c>files/</c> only once all of
/// it is on disk: a file found there is whole.
/// </summary>
internal sealed class FileWriter(BlobFolder folder, HeldBlobs held, DiskThreads threads, Action<StoreStep> reached)
{
    public async Task<PendingBlob> WriteAsync(PipeReader content, long? length, CancellationToken cancellation)
    {
        var name = folder.NewName();
        PendingBlob? pending = null;
        try
        {
            var received = await ReceiveAsync(name, content, length, cancellation);
            pending = held.Hold(BlobReference.InFile(name, received));
            await threads.RunAsync(() => Publish(name));
            return pending;
        }
        catch
        {
            await threads.RunAsync(() => Remove(name));
            pending?.Dispose();
            throw;
        }
    }

    private async Task<long> ReceiveAsync(string name, PipeReader content, long? length, CancellationToken cancellation)
    {
        using var file = await threads.RunAsync(() => Create(name));
        if (length is { } announced) await threads.RunAsync(() => NativeCalls.Reserve(file, FileFooter.FileSizeFor(announced)));     // fail early
        using var body = new FileBody(file, threads);
        var received = await body.ReceiveAsync(content, length, cancellation);
        await threads.RunAsync(() => Finish(file, name, body, received));
        return received;
    }

    private SafeFileHandle Create(string name)
    {
        var file = File.OpenHandle(folder.IncomingFile(name), FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        reached(StoreStep.FileCreated);
        return file;
    }

    private void Finish(SafeFileHandle file, string name, FileBody body, long length)
    {
        var footer = new byte[FileFooter.Size];
        FileFooter.Write(footer, name, length);
        RandomAccess.Write(file, [body.Checksums, footer], length);
        reached(StoreStep.FileWritten);
        NativeCalls.SyncData(file);
        reached(StoreStep.FileSynced);
    }

    private void Publish(string name)
    {
        folder.CreateShard(folder.ShardOf(name));
        File.Move(folder.IncomingFile(name), folder.File(name));
        reached(StoreStep.FilePublished);
        Durable.SyncDirectory(folder.ShardOf(name));
        reached(StoreStep.FileDurable);
    }

    private void Remove(string name)
    {
        File.Delete(folder.IncomingFile(name));
        if (Directory.Exists(folder.ShardOf(name))) File.Delete(folder.File(name));
    }
}
