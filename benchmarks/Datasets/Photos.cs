using System.Security.Cryptography;
using Athanor.Datasets.Loading.Sources;
using Athanor.Datasets.Paths;

namespace Athanor.Benchmarks.Datasets;

/// <summary>Files as large as photos are (10 to 60 KiB), each with a label beside it; as files in a folder, and as a source to pack.</summary>
internal sealed class Photos : ISampleSource
{
    private readonly string _folder;
    private readonly List<SourceFile> _files = [];

    private Photos(string folder) => _folder = folder;

    public int Count => _files.Count;

    public long Bytes => _files.Sum(file => file.Size);

    public SourceFile this[int file] => _files[file];

    public static Photos Write(string folder, int samples)
    {
        var (photos, random) = (new Photos(folder), new Random(1));
        for (var sample = 0; sample < samples; sample++)
        {
            var name = $"class{sample / 100:000}/{sample:000000}";
            photos.WriteFile($"{name}.cls", [(byte)('0' + (sample % 10))]);
            var photo = new byte[random.Next(10 << 10, 60 << 10)];
            random.NextBytes(photo);
            photos.WriteFile($"{name}.jpg", photo);
        }
        return photos;
    }

    public async ValueTask ReadAsync(int file, long offset, Memory<byte> buffer, CancellationToken cancellation)
    {
        using var handle = File.OpenHandle(Path.Combine(_folder, _files[file].Path.Value));
        for (var done = 0; done < buffer.Length;) done += await RandomAccess.ReadAsync(handle, buffer[done..], offset + done, cancellation);
    }

    private void WriteFile(string path, byte[] content)
    {
        var place = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        File.WriteAllBytes(place, content);
        _files.Add(new(EntryPath.Parse(path), content.Length, DateTimeOffset.UnixEpoch, SHA256.HashData(content)));
    }
}
