using Athanor.Foundation.Problems;

namespace Athanor.Objects.Encryption;

internal static class EncryptionProblems
{
    public static Problem CustomerKeyNeeded => new(
        "objects/customer-key-needed",
        400,
        "The object is sealed under a key that its owner keeps, and that key was not given.",
        "Read it over the S3 door with the key it was stored with (SSE-C).");

    public static Problem DamagedKey => new(
        "objects/damaged-content-key",
        500,
        "The sealed key of this object does not open, so its bytes cannot be read.",
        "The database and the secrets may come from different backups: restore both from the same one.");
}
