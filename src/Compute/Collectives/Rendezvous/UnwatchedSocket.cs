using System.Net;
using System.Net.Sockets;

namespace Athanor.Compute.Collectives.Rendezvous;

/// <summary>
/// What is said on a connection before it is handed over to whoever polls it himself. Once the framework has waited for a socket, it watches it as long as it is open, and wakes up two
/// threads for whatever comes: with a few ranks on a machine, a third of all time. So here it is asked now and then, and never waits.
/// </summary>
internal static class UnwatchedSocket
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(16);

    public static async Task ConnectAsync(Socket socket, EndPoint place, CancellationToken cancellation)
    {
        socket.Blocking = false;
        try
        {
            socket.Connect(place);
        }
        catch (SocketException pending) when (pending.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
        {
            await UntilAsync(() => socket.Poll(0, SelectMode.SelectWrite) || socket.Poll(0, SelectMode.SelectError), cancellation);
            if (socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error) is int and not 0 and var error) throw new SocketException(error);
        }
    }

    public static async Task<byte[]> ReadAsync(Socket socket, int count, CancellationToken cancellation)
    {
        var (bytes, at) = (new byte[count], 0);
        await MoveAsync(socket, count, () => at += Read(socket, bytes.AsSpan(at)), cancellation);
        return bytes;
    }

    public static Task WriteAsync(Socket socket, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        var at = 0;
        return MoveAsync(socket, bytes.Length, () => at += Write(socket, bytes.Span[at..]), cancellation);
    }

    private static Task MoveAsync(Socket socket, int count, Func<int> move, CancellationToken cancellation)
    {
        socket.Blocking = false;
        return UntilAsync(() => move() == count, cancellation);
    }

    private static async Task UntilAsync(Func<bool> isDone, CancellationToken cancellation)
    {
        for (var pause = ShortestPause; !isDone(); pause = pause < LongestPause ? 2 * pause : LongestPause) await Task.Delay(pause, cancellation);
    }

    private static int Read(Socket socket, Span<byte> target)
    {
        if (target.IsEmpty) return 0;
        var read = socket.Receive(target, SocketFlags.None, out var error);
        return error switch
        {
            SocketError.WouldBlock => 0,
            SocketError.Success when read == 0 => throw new EndOfStreamException("The connection was closed."),
            SocketError.Success => read,
            _ => throw new SocketException((int)error),
        };
    }

    private static int Write(Socket socket, ReadOnlySpan<byte> source)
    {
        var written = socket.Send(source, SocketFlags.None, out var error);
        return error is SocketError.Success or SocketError.WouldBlock ? written : throw new SocketException((int)error);
    }
}
