using System.IO.Pipelines;
using System.Security.Cryptography;
using Athanor.Objects.Checksums;
using Athanor.Objects.Model;

namespace Athanor.Objects.Integrity;

/// <summary>
/// Holds an object's bytes, as they are written to it, against what is known of the whole: its entity tag, where that is an MD5 or made
/// of the parts' MD5s, and the checksums of its client.
/// </summary>
internal sealed class ContentCheck : Stream
{
    private readonly StoredObject _stored;
    private readonly IReadOnlyList<ObjectPart> _parts;
    private readonly ContentDigests _digests;
    private readonly IncrementalHash _partHash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
    private readonly List<byte> _partHashes = [];
    private int _part;
    private long _partLength;

    public ContentCheck(StoredObject stored)
    {
        _stored = stored;
        _parts = stored.Headers.Parts;
        _digests = new(needsMd5: true, needsPayloadHash: false, [.. Expected.Select(checksum => checksum.Algorithm)]);
        Writer = PipeWriter.Create(this, new(leaveOpen: true));
    }

    public PipeWriter Writer { get; }

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => _digests.Length;
    public override long Position { get => Length; set => throw new NotSupportedException(); }

    private IEnumerable<Checksum> Expected => _stored.Headers.Checksums
        .Select(entry => ChecksumAlgorithms.TryParseName(entry.Key, out var algorithm) ? Checksum.TryParse(algorithm, entry.Value) : null)
        .OfType<Checksum>();

    /// <summary>What is not as it was said, or null.</summary>
    public string? FindDifference()
    {
        FinishParts();
        var found = _digests.Finish();
        if (found.Length != _stored.Size) return $"it has {found.Length} bytes in the place of {_stored.Size}";
        if (IsMd5(_stored.ETag) && Convert.ToHexStringLower(found.Md5!) != _stored.ETag) return "its MD5 is not its entity tag";
        if (_stored.ETag.Split('-') is [var hash, _] && IsMd5(hash) && _parts.Sum(part => part.Size) == _stored.Size && Convert.ToHexStringLower(Md5Of([.. _partHashes])) != hash)
            return "the MD5s of its parts are not its entity tag";
        return Expected.FirstOrDefault(expected => found[expected.Algorithm] is { } actual && actual != expected) is { } wrong ? $"its {ChecksumAlgorithms.NameOf(wrong.Algorithm)} is not the one it was stored with" : null;
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _digests.Append(buffer);
        while (!buffer.IsEmpty && _part < _parts.Count)
        {
            var taken = (int)Math.Min(buffer.Length, _parts[_part].Size - _partLength);
            _partHash.AppendData(buffer[..taken]);
            _partLength += taken;
            buffer = buffer[taken..];
            FinishParts();
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _digests.Dispose();
        _partHash.Dispose();
        base.Dispose(disposing);
    }

    // A part may be empty, and then ends where it begins.
    private void FinishParts()
    {
        for (; _part < _parts.Count && _partLength == _parts[_part].Size; _part++, _partLength = 0) _partHashes.AddRange(_partHash.GetHashAndReset());
    }

    private static bool IsMd5(string text) => text.Length == 32 && text.All(char.IsAsciiHexDigitLower);

#pragma warning disable CA5351 // MD5 names content in this protocol; nothing is secured by it.
    private static byte[] Md5Of(byte[] content) => MD5.HashData(content);
#pragma warning restore CA5351
}
