using System.Security.Cryptography;

namespace Athanor.Training.Checkpoints.Format;

/// <summary>What a checkpoint remembers of a configuration: enough to tell another one.</summary>
internal static class Fingerprint
{
    public static string Of(ReadOnlySpan<byte> configuration) => Convert.ToHexStringLower(SHA256.HashData(configuration));
}
