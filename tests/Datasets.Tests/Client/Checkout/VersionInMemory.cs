using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Athanor.Datasets.Client.Checkout;

/// <summary>A version of a dataset whose paths may be any, and how often its bytes were asked for.</summary>
internal sealed class VersionInMemory : IVersionContent
{
    private int _fetches;

    public SortedDictionary<string, string> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>Called before a file's bytes are given out.</summary>
    public Action<string>? BeforeFetch { get; set; }

    public int Fetches => _fetches;

    public string Prefix => "";

    public Task<Stream> OpenManifestAsync(CancellationToken cancellation) => Task.FromResult<Stream>(new MemoryStream(Encoding.UTF8.GetBytes(string.Concat(Files.Select(file =>
        JsonSerializer.Serialize(new { path = file.Key, size = file.Value.Length, digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(file.Value))) }) + "\n")))));

    public async Task CopyToAsync(string path, Stream target, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _fetches);
        BeforeFetch?.Invoke(path);
        await target.WriteAsync(Encoding.UTF8.GetBytes(Files[path]), cancellation);
    }
}
