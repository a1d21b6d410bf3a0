using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Athanor.Datasets.Client.Import;

/// <summary>A branch that keeps what it is sent, counts what is asked of it, and can be told to fail.</summary>
internal sealed class BranchInMemory(string prefix = "") : IBranch
{
    private readonly Lock _lock = new();

    public SortedDictionary<string, byte[]> Files { get; } = new(StringComparer.Ordinal);
    public string Identity { get; set; } = "first";
    public long Version { get; set; } = 1;
    public int Requests { get; private set; }
    public int Manifests { get; private set; }

    /// <summary>Called before a tar is taken in, with the number of those that were.</summary>
    public Action<int>? BeforeImport { get; set; }

    public string Prefix => prefix;

    public Task<BranchMark> FindAsync(CancellationToken cancellation) => Task.FromResult(BranchMark.Of(Identity, Version));

    public Task<Stream> OpenManifestAsync(CancellationToken cancellation)
    {
        Manifests++;
        var lines = Files.Where(file => file.Key.StartsWith(prefix, StringComparison.Ordinal))
            .Select(file => JsonSerializer.Serialize(new { path = file.Key, size = file.Value.Length, digest = Convert.ToHexStringLower(SHA256.HashData(file.Value)) }) + "\n");
        return Task.FromResult<Stream>(new MemoryStream(Encoding.UTF8.GetBytes(string.Concat(lines))));
    }

    public async Task<BranchChange> ImportAsync(HttpContent tar, CancellationToken cancellation)
    {
        var content = await tar.ReadAsByteArrayAsync(cancellation);
        lock (_lock)
        {
            BeforeImport?.Invoke(Requests);
            Requests++;
            var count = 0;
            using var reader = new TarReader(new MemoryStream(content));
            for (; reader.GetNextEntry() is { } entry; count++)
            {
                using var bytes = new MemoryStream();
                entry.DataStream?.CopyTo(bytes);
                Files[prefix + entry.Name] = bytes.ToArray();
            }
            return new(count, Version, ++Version);
        }
    }

    public Task<string?> CommitAsync(string message, CancellationToken cancellation)
    {
        Version++;
        return Task.FromResult<string?>(message);
    }

    public Task<BranchChange> RemoveAsync(IReadOnlyList<string> paths, CancellationToken cancellation)
    {
        foreach (var path in paths) Files.Remove(prefix + path);
        return Task.FromResult(new BranchChange(paths.Count, Version, ++Version));
    }
}
