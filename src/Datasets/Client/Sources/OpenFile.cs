using Athanor.Foundation.Problems;
using Microsoft.Win32.SafeHandles;

namespace Athanor.Datasets.Client.Sources;

/// <summary>A file of a folder, read from its beginning.</summary>
internal sealed class OpenFile : IOpenContent
{
    private readonly SafeFileHandle _handle;
    private readonly string _path;

    public OpenFile(SafeFileHandle handle, string path)
    {
        (_handle, _path) = (handle, path);
        Stamp = Describe();
    }

    public FileStamp Stamp { get; }

    public ValueTask<int> ReadAsync(Memory<byte> target, CancellationToken cancellation) => new(Read(target.Span));

    public int Read(Span<byte> target)
    {
        try
        {
            return LinuxFiles.Read(_handle, target);
        }
        catch (IOException failure)
        {
            throw new ProblemException(ImportProblems.Unreadable(_path, failure.Message), failure);
        }
    }

    public bool IsUnchanged() => Describe() == Stamp;

    public void Dispose() => _handle.Dispose();

    private FileStamp Describe() =>
        LinuxFiles.TryDescribe(_handle, out var state) ? state.Stamp : throw new ProblemException(ImportProblems.Unreadable(_path, LinuxFiles.Failure().Message));
}
