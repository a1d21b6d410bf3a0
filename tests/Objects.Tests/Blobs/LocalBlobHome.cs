using Athanor.Conformance;
using Athanor.Conformance.Blobs;
using Athanor.Objects.Blobs.Local;

namespace Athanor.Objects.Blobs;

/// <summary>A directory of blobs whose segments are small, so that a test sees several.</summary>
internal sealed class LocalBlobHome : BlobStoreHome
{
    private readonly TemporaryFolder _folder = new();

    public ObjectsOptions Options { get; init; } = new() { SegmentSize = new(1 << 20) };

    public string Path => _folder.File("objects");

    public IEnumerable<string> Files => Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories).Where(file => System.IO.Path.GetFileName(file) != "lock");

    public override IBlobStore Open() => OpenLocal();

    public LocalBlobStore OpenLocal(Action<StoreStep>? reached = null) => LocalBlobStore.Open(Path, Options, TimeProvider.System, reached);

    public string FileOf(BlobReference blob) => Files.Single(file => System.IO.Path.GetFileNameWithoutExtension(file) == blob.Container);

    public FileStream OpenToDamage(BlobReference blob) => File.Open(FileOf(blob), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);

    /// <summary>The directory as a crash at this moment would leave it, for another store to open.</summary>
    public LocalBlobHome Snapshot()
    {
        var copy = new LocalBlobHome { Options = Options };
        foreach (var folder in Directory.EnumerateDirectories(Path, "*", SearchOption.AllDirectories)) Directory.CreateDirectory(copy.Path + folder[Path.Length..]);
        foreach (var file in Files) File.Copy(file, copy.Path + file[Path.Length..]);
        return copy;
    }

    public override ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
