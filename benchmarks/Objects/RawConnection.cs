using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Athanor.Benchmarks.Objects;

/// <summary>One kept connection that sends prepared bytes and reads the answer away: as little client as HTTP allows.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[256 << 10];

    public RawConnection(int port) => _socket.Connect(IPAddress.Loopback, port);

    /// <summary>Sends head and body, expects a status from 200 to 299, and answers the length of what came back.</summary>
    public long Exchange(ReadOnlySpan<byte> head, ReadOnlySpan<byte> body = default) => Exchange(head, body, static () => false);

    /// <summary>The same again and again until it is over, breaking off in the middle; answers the bytes read.</summary>
    public long ExchangeUntil(ReadOnlySpan<byte> head, Func<bool> isOver)
    {
        var read = 0L;
        while (!isOver()) read += Exchange(head, default, isOver);
        return read;
    }

    /// <summary>Sends a body of this length made of the same content again and again, and waits for the answer; breaks off when it is over before. Answers the bytes sent.</summary>
    public long Pour(ReadOnlySpan<byte> head, byte[] content, long length, Func<bool> isOver)
    {
        Send(head);
        for (var sent = 0L; sent < length;)
        {
            if (isOver()) return sent;
            var offset = (int)(sent % content.Length);
            var next = (int)Math.Min(Math.Min(_buffer.Length, content.Length - offset), length - sent);
            Send(content.AsSpan(offset, next));
            sent += next;
        }
        Exchange([]);
        return length;
    }

    public void Send(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0) bytes = bytes[_socket.Send(bytes)..];
    }

    public void Dispose() => _socket.Dispose();

    private long Exchange(ReadOnlySpan<byte> head, ReadOnlySpan<byte> body, Func<bool> isOver)
    {
        Send(head);
        if (body.Length > 0) Send(body);

        var (filled, end) = (0, -1);
        while (end < 0)
        {
            filled += Receive(_buffer.AsSpan(filled));
            end = _buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8);
        }
        var headOfAnswer = _buffer.AsSpan(0, end + 4);
        if (headOfAnswer[9] != (byte)'2') throw new InvalidOperationException(Encoding.UTF8.GetString(_buffer, 0, filled));

        var length = LengthIn(headOfAnswer);
        var left = length - (filled - headOfAnswer.Length);
        while (left > 0 && !isOver()) left -= Receive(_buffer.AsSpan(0, (int)Math.Min(left, _buffer.Length)));
        return length - left;
    }

    private static long LengthIn(ReadOnlySpan<byte> head)
    {
        var at = head.IndexOf("\r\nContent-Length: "u8);
        if (at < 0) return 0;
        _ = Utf8Parser.TryParse(head[(at + 18)..], out long length, out _);
        return length;
    }

    private int Receive(Span<byte> target)
    {
        var received = _socket.Receive(target);
        return received > 0 ? received : throw new InvalidOperationException("The server closed the connection.");
    }
}
