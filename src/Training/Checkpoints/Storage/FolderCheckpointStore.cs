using Athanor.Foundation.Files;
using Athanor.Training.Checkpoints.Format;

namespace Athanor.Training.Checkpoints.Storage;

/// <summary>Checkpoints as folders in a folder.</summary>
public sealed class FolderCheckpointStore(string folder) : ICheckpointStore
{
    private const string Unfinished = ".new";

    public Task<IReadOnlyList<StoredFile>> ListAsync(CancellationToken cancellation)
    {
        var files = new List<StoredFile>();
        foreach (var directory in Directory.Exists(folder) ? new DirectoryInfo(folder).EnumerateDirectories() : [])
        {
            if (CheckpointName.TryParse(directory.Name, out var checkpoint)) files.AddRange(directory.EnumerateFiles().Select(file => new StoredFile(checkpoint, file.Name, file.Length)));
        }
        return Task.FromResult<IReadOnlyList<StoredFile>>(files);
    }

    public Task<long?> FindSizeAsync(CheckpointName checkpoint, string file, CancellationToken cancellation)
    {
        var found = new FileInfo(PathOf(checkpoint, file));
        return Task.FromResult(found.Exists ? found.Length : (long?)null);
    }

    public async Task WriteAsync(CheckpointName checkpoint, string file, Func<Stream, CancellationToken, Task> content, CancellationToken cancellation)
    {
        var path = PathOf(checkpoint, file);
        var directory = Path.GetDirectoryName(path)!;
        if (!Directory.Exists(directory))
        {
            Directory.CreateDirectory(directory);
            Durable.SyncDirectory(folder);
        }
        await using (var stream = new FileStream(path + Unfinished, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            await content(stream, cancellation);
            stream.Flush(flushToDisk: true);
        }
        File.Move(path + Unfinished, path, overwrite: true);
        Durable.SyncDirectory(directory);
    }

    public async Task ReadAsync(CheckpointName checkpoint, string file, long offset, Memory<byte> target, CancellationToken cancellation)
    {
        using var handle = File.OpenHandle(PathOf(checkpoint, file), options: FileOptions.Asynchronous);
        for (var done = 0; done < target.Length;)
        {
            var read = await RandomAccess.ReadAsync(handle, target[done..], offset + done, cancellation);
            if (read == 0) throw new EndOfStreamException($"it ends after {offset + done} bytes");
            done += read;
        }
    }

    public Task DeleteAsync(CheckpointName checkpoint, CancellationToken cancellation)
    {
        var directory = Path.Combine(folder, checkpoint.Text);
        if (!Directory.Exists(directory)) return Task.CompletedTask;
        File.Delete(Path.Combine(directory, CheckpointManifest.FileName));
        Durable.SyncDirectory(directory);
        Directory.Delete(directory, recursive: true);
        return Task.CompletedTask;
    }

    private string PathOf(CheckpointName checkpoint, string file) => Path.Combine(folder, checkpoint.Text, file);
}
