using System.Security.Cryptography;
using Athanor.Foundation.Files;
using Athanor.Foundation.Problems;

namespace Athanor.Tracking.Artifacts;

/// <summary>A file on its way to the disk: counted, so that it ends where there is no more room, and digested.</summary>
internal sealed class ArtifactContent(Stream source, long limit, Func<long, Task> requireRoom) : PassingStream
{
    private const long AskedEvery = 64L << 20;

    private readonly IncrementalHash _sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    // What S3 calls the tag of an object; nothing rests on its strength.
    private readonly IncrementalHash _md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
    private long _askedFor;

    public long Count { get; private set; }

    public byte[] TakeSha256() => _sha256.GetHashAndReset();

    public string TakeMd5() => Convert.ToHexStringLower(_md5.GetHashAndReset());

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await source.ReadAsync(buffer, cancellationToken);
        Count += count;
        if (Count > limit) throw new ProblemException(TrackingProblems.FileTooLarge(limit));
        if (Count - _askedFor >= AskedEvery) await requireRoom(_askedFor = Count);
        _sha256.AppendData(buffer.Span[..count]);
        _md5.AppendData(buffer.Span[..count]);
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _sha256.Dispose();
        if (disposing) _md5.Dispose();
        base.Dispose(disposing);
    }
}
