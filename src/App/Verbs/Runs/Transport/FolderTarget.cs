using Athanor.Foundation.Problems;

namespace Athanor.App.Verbs.Runs.Transport;

internal sealed class FolderTarget : IExportTarget
{
    private readonly string _root;

    private FolderTarget(string root) => _root = root;

    /// <summary>A new folder, an empty one, or one that holds an export: nobody's files are mixed with others.</summary>
    public static FolderTarget Open(string root)
    {
        Directory.CreateDirectory(root);
        if (Directory.EnumerateFileSystemEntries(root).Any() && !File.Exists(Path.Combine(root, ExportLayout.Head))) throw new ProblemException(RunCommandProblems.NotEmpty(root));
        return new(root);
    }

    public async Task<byte[]?> ReadAsync(string path, CancellationToken cancellation) => File.Exists(Path.Combine(_root, path)) ? await File.ReadAllBytesAsync(Path.Combine(_root, path), cancellation) : null;

    public async Task<long> WriteAsync(string path, Func<Stream, Task> write, CancellationToken cancellation)
    {
        var place = Path.Combine(_root, path);
        var unfinished = Path.Combine(_root, "unfinished.new");
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        await using (var file = File.Create(unfinished)) await write(file);
        File.Move(unfinished, place, overwrite: true);
        return new FileInfo(place).Length;
    }

    public Task FinishAsync(CancellationToken cancellation) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
