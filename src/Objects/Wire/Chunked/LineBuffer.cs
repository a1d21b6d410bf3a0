namespace Athanor.Objects.Wire.Chunked;

/// <summary>One line that may arrive in pieces, without its end: CR LF, or LF alone as some clients write it.</summary>
internal sealed class LineBuffer
{
    private const int MaximumLength = 1024;

    private readonly byte[] _bytes = new byte[MaximumLength];
    private int _length;

    public bool IsEmpty => _length == 0;

    public ReadOnlySpan<byte> Text => _length > 0 && _bytes[_length - 1] == '\r' ? _bytes.AsSpan(0, _length - 1) : _bytes.AsSpan(0, _length);

    public void Clear() => _length = 0;

    /// <summary>Whether the line is whole now.</summary>
    public bool TryTake(ReadOnlySpan<byte> source, out int used, out bool isTooLong)
    {
        var end = source.IndexOf((byte)'\n');
        var part = end < 0 ? source : source[..end];
        isTooLong = part.Length > MaximumLength - _length;
        used = end < 0 ? part.Length : part.Length + 1;
        if (isTooLong) return false;

        part.CopyTo(_bytes.AsSpan(_length));
        _length += part.Length;
        return end >= 0;
    }
}
