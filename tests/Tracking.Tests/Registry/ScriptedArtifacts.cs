using System.Security.Cryptography;
using System.Text;
using Athanor.Tracking.Artifacts;

namespace Athanor.Tracking.Registry;

/// <summary>Files in memory, by their whole address.</summary>
internal sealed class ScriptedArtifacts : IArtifactFiles
{
    private readonly SortedDictionary<string, string> _files = new(StringComparer.Ordinal);

    public string this[string address]
    {
        set => _files[address] = value;
    }

    public void Remove(string address) => _files.Remove(address);

    public Task<IReadOnlyList<ArtifactFile>> ListAsync(string project, string address, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<ArtifactFile>>(
        [.. _files.Where(file => file.Key.StartsWith(address + "/", StringComparison.Ordinal)).Select(file => Describe(file.Key[(address.Length + 1)..], Encoding.UTF8.GetBytes(file.Value)))]);

    public Task<Stream> OpenAsync(string project, string address, string path, CancellationToken cancellation) => Task.FromResult<Stream>(new MemoryStream(Encoding.UTF8.GetBytes(_files[$"{address}/{path}"])));

    private static ArtifactFile Describe(string path, byte[] content) => new(path, content.Length, Convert.ToHexStringLower(SHA256.HashData(content)));
}
