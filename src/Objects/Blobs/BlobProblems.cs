using Athanor.Foundation.Problems;

namespace Athanor.Objects.Blobs;

internal static class BlobProblems
{
    public const string TooShortCode = "objects/content-too-short";
    public const string TooLongCode = "objects/content-too-long";

    public static Problem Full => new(
        "objects/full",
        507,
        "There is no space left where objects are kept; nothing was stored.",
        "Free space on that disk, or delete objects, and repeat the request. Reading and deleting still work.");

    public static Problem ReadOnly(string directory) => new(
        "objects/read-only",
        503,
        $"Nothing can be written in {directory}; nothing was stored.",
        "The disk may have been mounted read-only after a fault, or belong to another user: see the system's log. Reading still works.");

    public static Problem InUse(string directory) => new(
        "objects/in-use",
        409,
        $"Another server keeps its objects in {directory}.",
        "Stop it first, or give this one a data directory of its own with --data.");

    public static Problem TooShort(long expected, long found) => new(
        TooShortCode,
        400,
        $"The content ended after {found} bytes, but {expected} were announced; nothing was stored.",
        "Send it again in full; the connection may have been cut.");

    public static Problem TooLong(long expected) => new(
        TooLongCode,
        400,
        $"The content is longer than the {expected} bytes that were announced; nothing was stored.",
        "Announce the length of what is sent.");
}
