using System.Security.Cryptography;
using System.Text;
using Athanor.Datasets.Loading.Sources;
using Athanor.Datasets.Paths;

namespace Athanor.Datasets.Loading;

/// <summary>A source that a test can hold up, and that counts what is read from it.</summary>
internal sealed class FilesInMemory : ISampleSource
{
    private readonly List<(SourceFile File, byte[] Content)> _files;
    private int _reads;

    public FilesInMemory(params IEnumerable<(string Path, string Content)> files) => _files =
        [.. files.Select(file => (Path: EntryPath.Parse(file.Path), Content: Encoding.UTF8.GetBytes(file.Content))).OrderBy(file => file.Path)
            .Select(file => (new SourceFile(file.Path, file.Content.Length, DateTimeOffset.UnixEpoch, SHA256.HashData(file.Content)), file.Content))];

    public int Count => _files.Count;

    public SourceFile this[int file] => _files[file].File;

    public int Reads => _reads;

    /// <summary>What a read waits for.</summary>
    public Func<int, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>Samples of two files each: <c>n.txt</c> holds the number, <c>n.cls</c> a letter.</summary>
    public static FilesInMemory Numbered(int samples) => new(Enumerable.Range(0, samples).SelectMany(number => new[] { ($"{number:000000}.txt", $"{number}"), ($"{number:000000}.cls", "x") }));

    public async ValueTask ReadAsync(int file, long offset, Memory<byte> buffer, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _reads);
        await Before(file).WaitAsync(cancellation);
        _files[file].Content.AsMemory((int)offset, buffer.Length).CopyTo(buffer);
    }
}
