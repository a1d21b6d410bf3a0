using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Athanor.Datasets.Checks;

namespace Athanor.Datasets.Versions;

/// <summary>A commit as checks look at it.</summary>
internal sealed class CheckedVersion(VersionReader version) : ICheckedTree
{
    private const long LargestInMemory = 8L << 20;

    public async IAsyncEnumerable<CheckedEntry> ListAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var entry in version.ListAsync(cancellation)) yield return new(entry.Path, entry.Size, entry.Digest.ToArray());
    }

    public async ValueTask<CheckedEntry?> FindAsync(string path, CancellationToken cancellation) =>
        await version.FindAsync(path, cancellation) is { } entry ? new(entry.Path, entry.Size, entry.Digest.ToArray()) : null;

    public async ValueTask<Stream> OpenAsync(CheckedEntry entry, CancellationToken cancellation)
    {
        var found = await version.FindAsync(entry.Path, cancellation) ?? throw new FileNotFoundException($"{entry.Path} is not in the version.", entry.Path);
        Stream content = found.Size <= LargestInMemory ? new MemoryStream((int)found.Size) : OpenSpool();
        try
        {
            var writer = PipeWriter.Create(content, new(leaveOpen: true));
            await version.CopyToAsync(found, 0, found.Size, writer, cancellation);
            await writer.CompleteAsync();
            content.Position = 0;
            return content;
        }
        catch
        {
            await content.DisposeAsync();
            throw;
        }
    }

    // Gone with its last handle, whatever becomes of this process.
    private static FileStream OpenSpool() => new(Path.Combine(Path.GetTempPath(), $"athanor-{Path.GetRandomFileName()}"), new FileStreamOptions
    {
        Mode = FileMode.CreateNew,
        Access = FileAccess.ReadWrite,
        Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
    });
}
