using System.Security.Cryptography;
using Athanor.Datasets.Client.Sources;
using Athanor.Datasets.Trees;
using Athanor.Foundation.Files;

namespace Athanor.Datasets.Client.Cache;

/// <summary>Writes a cache beside the old one and puts it in its place. It is not forced to disk: one that a power cut tore does not fit its checksum.</summary>
internal sealed class CacheWriter : IDisposable
{
    private readonly FileStream _file;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _buffer = new byte[1 << 20];
    private int _filled;

    private CacheWriter(FileStream file) => _file = file;

    public static void Write(string path, CacheKey key, CacheState? state, IEnumerable<(ListedFile File, Digest Digest, FileStamp Stamp)> entries)
    {
        var temporary = $"{path}.{Environment.ProcessId}.new";
        File.Delete(temporary);
        using (var writer = new CacheWriter(PrivateFile.Create(temporary, FileOptions.None)))
        {
            writer.Add(CacheFormat.Header(key, state));
            foreach (var (file, digest, stamp) in entries) writer.Add(file, digest, stamp);
            writer.End();
        }
        if (new FileInfo(temporary).Length > CacheFormat.LargestFile) File.Delete(temporary);
        else File.Move(temporary, path, overwrite: true);
    }

    public void Dispose()
    {
        _hash.Dispose();
        _file.Dispose();
    }

    private void Add(byte[] header)
    {
        header.CopyTo(_buffer, 0);
        _filled = header.Length;
    }

    private void Add(in ListedFile file, in Digest digest, in FileStamp stamp)
    {
        if (_buffer.Length - _filled < CachedEntry.LongestSize) Flush();
        Span<byte> path = stackalloc byte[ListedFile.LongestPath];
        _filled += CachedEntry.Write(_buffer.AsSpan(_filled), file.WritePath(path), stamp, digest);
    }

    private void End()
    {
        Flush();
        _file.Write(_hash.GetHashAndReset());
    }

    private void Flush()
    {
        var filled = _buffer.AsSpan(0, _filled);
        _hash.AppendData(filled);
        _file.Write(filled);
        _filled = 0;
    }
}
