using System.Security.Cryptography;
using System.Text;

namespace Athanor.Datasets.Client.Cache;

/// <summary>What a cache is about: the source, and the place that it goes to or comes from.</summary>
public sealed record CacheKey(string Purpose, string Source, string Server, string Dataset, string Branch, string Prefix)
{
    internal byte[] Digest => SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', Purpose, Source, Server, Dataset, Branch, Prefix)));
}
