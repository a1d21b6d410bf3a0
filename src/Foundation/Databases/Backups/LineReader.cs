namespace Athanor.Foundation.Databases.Backups;

/// <summary>Cuts a part of a stream into lines without holding more than the longest of them.</summary>
internal sealed class LineReader(Stream stream, long length)
{
    // A row with its bytes in base64; what is longer was not written by a backup.
    private const int LongestLine = 512 << 20;

    private byte[] _buffer = new byte[64 << 10];
    private long _unread = length;
    private int _start;
    private int _end;

    /// <summary>Answers false at the end; what stands behind the last line's end is an error.</summary>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        var searched = 0;
        while (true)
        {
            var found = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (found >= 0)
            {
                line = _buffer.AsSpan(_start, searched + found);
                _start += searched + found + 1;
                return true;
            }

            searched = _end - _start;
            if (_unread == 0)
            {
                line = default;
                return searched == 0 ? false : throw new InvalidDataException("its last row is cut off");
            }
            Fill();
        }
    }

    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }
        if (_end == _buffer.Length)
        {
            if (_buffer.Length >= LongestLine) throw new InvalidDataException("a row is too long");
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var read = stream.Read(_buffer, _end, (int)Math.Min(_unread, _buffer.Length - _end));
        if (read == 0) throw new InvalidDataException("it ends too early");
        _end += read;
        _unread -= read;
    }
}
