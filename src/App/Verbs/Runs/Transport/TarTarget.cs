using System.Formats.Tar;

namespace Athanor.App.Verbs.Runs.Transport;

/// <summary>A tar file, which takes its name when all of it is written. Each of its files waits on the disk beside it until its length is known.</summary>
internal sealed class TarTarget(string path) : IExportTarget
{
    private readonly string _unfinished = $"{path}.new";
    private readonly string _waiting = $"{path}.part";
    private readonly TarWriter _tar = new(File.Create($"{path}.new"), TarEntryFormat.Pax, leaveOpen: false);

    public Task<byte[]?> ReadAsync(string path, CancellationToken cancellation) => Task.FromResult<byte[]?>(null);

    public async Task<long> WriteAsync(string path, Func<Stream, Task> write, CancellationToken cancellation)
    {
        await using var content = new FileStream(_waiting, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 64 << 10, FileOptions.DeleteOnClose);
        await write(content);
        content.Position = 0;
        await _tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, path) { DataStream = content }, cancellation);
        return content.Length;
    }

    public async Task FinishAsync(CancellationToken cancellation)
    {
        await _tar.DisposeAsync();
        File.Move(_unfinished, path, overwrite: true);
    }

    public async ValueTask DisposeAsync()
    {
        await _tar.DisposeAsync();
        File.Delete(_unfinished);
    }
}
