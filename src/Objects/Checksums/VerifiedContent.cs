using Athanor.Foundation.Files;
using Athanor.Objects.Wire;

namespace Athanor.Objects.Checksums;

/// <summary>
/// Content on its way to a store, digested as it passes. Its end is read only if it is what the client said it would be, so a
/// store that takes content to its end keeps nothing that is wrong.
/// </summary>
internal sealed class VerifiedContent(Stream content, ContentDigests digests, Func<ExpectedDigests> expected) : PassingStream
{
    /// <summary>Known once the end was read.</summary>
    public ContentDigest? Digest { get; private set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty || Digest is not null) return 0;

        var read = await content.ReadAsync(buffer, cancellationToken);
        if (read == 0) Finish();
        else digests.Append(buffer.Span[..read]);
        return read;
    }

    private void Finish()
    {
        var digest = digests.Finish();
        if (expected().FindDifference(digest) is { } difference) throw new S3Exception(difference);
        Digest = digest;
    }
}
