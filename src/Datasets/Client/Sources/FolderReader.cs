using Athanor.Datasets.Client.Import;
using Athanor.Foundation.Problems;
using Microsoft.Win32.SafeHandles;

namespace Athanor.Datasets.Client.Sources;

/// <summary>Reads files of a folder and keeps open the one that the last of them lay in: neighbours need no path to be looked up.</summary>
internal sealed class FolderReader(byte[] root) : IContentReader
{
    private const int MostAttempts = 3;

    private ListedFolder? _folder;
    private SafeFileHandle? _handle;

    public ValueTask<ContentRead> ReadAsync(ListedFile file, TarBatch batch, CancellationToken cancellation) => new(Read(file, batch));

    public Task<IOpenContent?> OpenAsync(ListedFile file, CancellationToken cancellation) => Task.FromResult<IOpenContent?>(Open(file));

    public OpenFile? Open(ListedFile file) => OpenHandle(file) is { } handle ? new(handle, file.Path) : null;

    public void Dispose() => _handle?.Dispose();

    private ContentRead Read(in ListedFile file, TarBatch batch)
    {
        var stamp = file.Stamp;
        for (var attempt = 1; attempt <= MostAttempts; attempt++)
        {
            using var handle = OpenHandle(file);
            if (handle is null) return ContentRead.Vanished;
            if (attempt > 1) stamp = Describe(handle, file);
            if (stamp.Size > ImportBatch.LargestContent) break;

            var content = batch.Offer(file, stamp);
            if (Fill(handle, content.Span, file) && Describe(handle, file) == stamp) return ContentRead.Of(content, stamp);
        }
        return ContentRead.Changing;
    }

    private SafeFileHandle? OpenHandle(in ListedFile file)
    {
        if (_handle is null || !ReferenceEquals(_folder, file.Folder))
        {
            _handle?.Dispose();
            (_folder, _handle) = (file.Folder, LinuxFiles.OpenFolder(root, file.Folder.Path));
        }
        if (_handle.IsInvalid) return WhenGone(file);

        Span<byte> name = stackalloc byte[file.NameLength + 1];
        file.Name.CopyTo(name);
        name[^1] = 0;
        var handle = LinuxFiles.OpenFile(_handle, name);
        return handle.IsInvalid ? WhenGone(file) : handle;
    }

    // A link in the place of a file or folder that was listed is none of the source's files.
    private static SafeFileHandle? WhenGone(in ListedFile file) =>
        LinuxFiles.LastError() is LinuxFiles.NotFound or LinuxFiles.NotFolder or LinuxFiles.TooManyLinks ? null : throw Unreadable(file, LinuxFiles.Failure());

    private static bool Fill(SafeFileHandle handle, Span<byte> target, in ListedFile file)
    {
        try
        {
            return LinuxFiles.Read(handle, target) == target.Length;
        }
        catch (IOException failure)
        {
            throw Unreadable(file, failure);
        }
    }

    private static FileStamp Describe(SafeFileHandle handle, in ListedFile file) =>
        LinuxFiles.TryDescribe(handle, out var state) ? state.Stamp : throw Unreadable(file, LinuxFiles.Failure());

    private static ProblemException Unreadable(in ListedFile file, IOException failure) => new(ImportProblems.Unreadable(file.Path, failure.Message), failure);
}
