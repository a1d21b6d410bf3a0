using Athanor.Objects.Checksums;

namespace Athanor.Objects.Client;

/// <summary>What a HEAD tells of an object.</summary>
public sealed record RemoteHead(long Size, string ETag, DateTimeOffset? StoredAt, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The checksums of the whole object; those of parts end in their number and say nothing of the whole.</summary>
    internal IEnumerable<Checksum> Checksums => Headers
        .Select(header => ChecksumAlgorithms.TryParseHeader(header.Key, out var algorithm) ? Checksum.TryParse(algorithm, header.Value) : null)
        .OfType<Checksum>();

    internal static RemoteHead Of(HttpResponseMessage answer)
    {
        var headers = answer.Headers.Concat(answer.Content.Headers).ToDictionary(header => header.Key.ToLowerInvariant(), header => string.Join(", ", header.Value));
        return new(answer.Content.Headers.ContentLength ?? 0, answer.Headers.ETag?.Tag.Trim('"') ?? "", answer.Content.Headers.LastModified, headers);
    }
}
