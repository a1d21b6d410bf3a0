using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Athanor.Training.Checkpoints.Format;

/// <summary>
/// Written last: a checkpoint exists once its manifest does. Plain JSON whose last field is the digest of all before it, so that a changed byte is noticed
/// in whichever field it is.
/// </summary>
internal sealed record CheckpointManifest(
    int Format, long Step, string Configuration, IReadOnlyList<ManifestVector> Vectors, IReadOnlyList<ManifestShard> Shards, IReadOnlyDictionary<string, double> Metrics, JsonElement State)
{
    public const string FileName = "manifest.json";
    public const int CurrentFormat = 1;
    public const int MostBytes = 8 << 20;
    public const int MostStateBytes = 1 << 20;
    private const int MostShards = 4096;
    private const string DigestField = ",\"digest\":\"";
    private const int EndBytes = 11 + (2 * SHA256.HashSizeInBytes) + 2;

    public byte[] Write()
    {
        var text = JsonSerializer.SerializeToUtf8Bytes(this, JsonSerializerOptions.Web).AsSpan()[..^1];
        return [.. text, .. Encoding.ASCII.GetBytes($"{DigestField}{Convert.ToHexStringLower(SHA256.HashData(text))}\"}}")];
    }

    public static CheckpointManifest Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length <= EndBytes) throw new DamagedCheckpointException("it is cut short");
        var text = bytes[..^EndBytes];
        if (!bytes[^EndBytes..].SequenceEqual(Encoding.ASCII.GetBytes($"{DigestField}{Convert.ToHexStringLower(SHA256.HashData(text))}\"}}"))) throw new DamagedCheckpointException("its bytes are not those that were written");
        try
        {
            var manifest = JsonSerializer.Deserialize<CheckpointManifest>(bytes, JsonSerializerOptions.Web);
            return manifest is { Format: CurrentFormat, Shards: { Count: >= 1 and <= MostShards }, Vectors: not null, Metrics: not null, Configuration: not null } && manifest.Shards.All(IsPossible) && !manifest.Vectors.Contains(null)
                ? manifest
                : throw new DamagedCheckpointException("it is of another version");
        }
        catch (JsonException)
        {
            throw new DamagedCheckpointException("it is no manifest");
        }
    }

    private static bool IsPossible(ManifestShard? shard) => shard is { Size: >= 0, TableBytes: > 0, Table: not null };
}
