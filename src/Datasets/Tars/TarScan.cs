using System.Buffers;
using System.Text;
using Athanor.Datasets.Paths;
using Athanor.Foundation.Problems;

namespace Athanor.Datasets.Tars;

/// <summary>
/// Finds the files in a tar while its bytes pass on their way to somewhere else. It knows ustar, pax and GNU's long paths, and
/// refuses all else: what two readers could understand differently is not guessed. One thread feeds it.
/// </summary>
internal sealed class TarScan(ITarVisitor visitor, long maximumEntries = TarScan.DefaultMaximumEntries)
{
    public const long DefaultMaximumEntries = 10_000_000;

    // Room for the longest path, and for the times, owners and checksums that archivers add to it.
    private const int LongestExtras = 64 << 10;

    private enum Part { Header, Content, Extras, Padding, End }

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ArrayBufferWriter<byte> _block = new(TarHeader.Block);
    private readonly ArrayBufferWriter<byte> _content = new();
    private TarExtras _extras = new();
    private TarMember? _member;
    private Part _part = Part.Header;
    private char _kind;
    private long _remaining = TarHeader.Block;
    private long _padding;
    private long _entries;
    private long _position;

    public void Feed(ReadOnlySequence<byte> bytes)
    {
        foreach (var piece in bytes) Feed(piece.Span);
    }

    public void Feed(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var piece = _part == Part.End ? bytes : bytes[..(int)Math.Min(bytes.Length, _remaining)];
            Take(piece);
            bytes = bytes[piece.Length..];
            _position += piece.Length;
            _remaining -= piece.Length;
            if (_remaining == 0 && _part != Part.End) Advance();
        }
    }

    /// <summary>To be called when no more bytes come: a tar says itself where it ends.</summary>
    public void Complete()
    {
        if (_part != Part.End) throw new ProblemException(TarProblems.Truncated(_position));
    }

    private void Take(ReadOnlySpan<byte> piece)
    {
        switch (_part)
        {
            case Part.Header: _block.Write(piece); break;
            case Part.Content: visitor.Content(piece); break;
            case Part.Extras: _content.Write(piece); break;
            case Part.End when piece.ContainsAnyExcept((byte)0): throw new ProblemException(TarProblems.Damaged(_position, "something follows the end of the archive"));
        }
    }

    private void Advance()
    {
        switch (_part)
        {
            case Part.Header:
                ReadHeader();
                break;
            case Part.Content:
                visitor.End(_member!);
                Expect(Part.Padding, _padding);
                break;
            case Part.Extras:
                ReadExtras();
                Expect(Part.Padding, _padding);
                break;
            default:
                Expect(Part.Header, TarHeader.Block);
                break;
        }
    }

    // What is empty is over at once.
    private void Expect(Part part, long length)
    {
        (_part, _remaining) = (part, length);
        if (length == 0) Advance();
    }

    private void ReadHeader()
    {
        var at = _position - TarHeader.Block;
        if (!_block.WrittenSpan.ContainsAnyExcept((byte)0)) ReadEnd(at);
        else ReadEntry(new(_block.WrittenSpan, at), at);
        _block.ResetWrittenCount();
    }

    private void ReadEnd(long at)
    {
        if (!_extras.IsEmpty) throw new ProblemException(TarProblems.Damaged(at, "an extended header is followed by no file"));
        _part = Part.End;
    }

    private void ReadEntry(TarHeader header, long at)
    {
        if (++_entries > maximumEntries) throw new ProblemException(TarProblems.TooMany(maximumEntries));
        _kind = header.Kind;
        if (TarKinds.IsAbout(_kind)) BeginExtras(header, at);
        else if (TarKinds.IsFile(_kind)) BeginFile(header, at);
        else if (_kind == TarKinds.Folder) SkipFolder(header, at);
        else throw new ProblemException(TarProblems.Unsupported(at, TarKinds.Describe(_kind)));
    }

    private void BeginExtras(TarHeader header, long at)
    {
        if (header.Size > LongestExtras) throw new ProblemException(TarProblems.Damaged(at, $"an extended header is longer than {LongestExtras} bytes"));
        _padding = PaddingOf(header.Size);
        Expect(Part.Extras, header.Size);
    }

    private void ReadExtras()
    {
        var at = _position - _content.WrittenCount;
        switch (_kind)
        {
            case TarKinds.Extended: _extras.TakeRecords(_content.WrittenSpan, at); break;
            case TarKinds.LongPath: _extras.TakeLongPath(_content.WrittenSpan, at); break;
            case TarKinds.ExtendedForAll: RefuseForAll(at); break;
        }
        _content.ResetWrittenCount();
    }

    // Archivers put a comment there. A path or a size that holds for all files would be an odd thing to follow.
    private void RefuseForAll(long at)
    {
        var forAll = new TarExtras();
        forAll.TakeRecords(_content.WrittenSpan, at);
        if (forAll.Path is not null || forAll.Size is not null) throw new ProblemException(TarProblems.Damaged(at, "a path or a size is given to all files"));
    }

    private void BeginFile(TarHeader header, long at)
    {
        var size = _extras.Size ?? header.Size;
        if (size > long.MaxValue - _position - TarHeader.Block) throw new ProblemException(TarProblems.Damaged(at, "a size is too large"));
        _member = new(PathOf(_extras.Path ?? header.Path, at), size, TimeOf(_extras.ModifiedSeconds ?? header.ModifiedSeconds, at), _position);
        _extras = new();
        _padding = PaddingOf(size);
        visitor.Begin(_member);
        Expect(Part.Content, size);
    }

    private void SkipFolder(TarHeader header, long at)
    {
        if ((_extras.Size ?? header.Size) != 0) throw new ProblemException(TarProblems.Damaged(at, "a folder has content"));
        _extras = new();
        Expect(Part.Header, TarHeader.Block);
    }

    private static EntryPath PathOf(byte[] bytes, long at)
    {
        try
        {
            var path = Utf8.GetString(bytes);
            return EntryPath.Parse(path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path);
        }
        catch (DecoderFallbackException)
        {
            throw new ProblemException(PathProblems.NoText(Encoding.UTF8.GetString(bytes), at));
        }
    }

    private static DateTimeOffset TimeOf(decimal seconds, long at)
    {
        const decimal Earliest = -62_135_596_800, Latest = 253_402_300_799;
        if (seconds is < Earliest or > Latest) throw new ProblemException(TarProblems.Damaged(at, "a file has a time that no calendar knows"));
        return DateTimeOffset.UnixEpoch.AddTicks((long)decimal.Floor(seconds * TimeSpan.TicksPerSecond));
    }

    private static long PaddingOf(long size) => (TarHeader.Block - (size % TarHeader.Block)) % TarHeader.Block;
}
