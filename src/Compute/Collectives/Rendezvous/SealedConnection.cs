using System.Buffers.Binary;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Athanor.Compute.Collectives.Rendezvous;

/// <summary>Short messages between two who have proved themselves; each is sealed with the key of the connection, its side and its number. A message is words of failure, or it is content.</summary>
internal sealed class SealedConnection(Socket socket, byte[] key, bool isHost) : IDisposable
{
    private const byte Content = 0;
    private const byte Failure = 1;
    private const int SealBytes = HMACSHA256.HashSizeInBytes;
    private const int MostFailureBytes = 4096;
    private long _sent;
    private long _received;

    public Socket Socket => socket;

    /// <summary>Whether the other end has gone already.</summary>
    public bool IsClosed => socket.Poll(0, SelectMode.SelectRead) && socket.Available == 0;

    public Task SendAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation) => SendAsync(Content, content, cancellation);

    /// <summary>As far as it is still listening.</summary>
    public async Task SendFailureAsync(string words, CancellationToken cancellation)
    {
        var text = Encoding.UTF8.GetBytes(words);
        try
        {
            await SendAsync(Failure, text.AsMemory(0, Math.Min(text.Length, MostFailureBytes)), cancellation);
        }
        catch (Exception failure) when (failure is SocketException or OperationCanceledException)
        {
        }
    }

    /// <summary>Content of at most so many bytes. Words of failure are thrown.</summary>
    public async Task<byte[]> ReceiveAsync(int most, CancellationToken cancellation)
    {
        var head = await ReadAsync(sizeof(int) + 1, cancellation);
        var length = BinaryPrimitives.ReadInt32LittleEndian(head);
        if (length < 0 || length > (head[^1] == Failure ? MostFailureBytes : most)) throw new CollectiveException("A message of the gang is longer than it may be.");
        var content = await ReadAsync(length, cancellation);
        var seal = await ReadAsync(SealBytes, cancellation);
        if (!CryptographicOperations.FixedTimeEquals(seal, Seal(!isHost, _received++, head[^1], content))) throw new CollectiveException("A message of the gang was changed on its way.");
        return head[^1] == Content ? content : throw new CollectiveException(Encoding.UTF8.GetString(content));
    }

    public void Dispose() => socket.Dispose();

    private Task SendAsync(byte kind, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        var message = new byte[sizeof(int) + 1 + content.Length + SealBytes];
        BinaryPrimitives.WriteInt32LittleEndian(message, content.Length);
        message[sizeof(int)] = kind;
        content.CopyTo(message.AsMemory(sizeof(int) + 1));
        Seal(isHost, _sent++, kind, content.Span).CopyTo(message, message.Length - SealBytes);
        return WriteAsync(message, cancellation);
    }

    private async Task<byte[]> ReadAsync(int count, CancellationToken cancellation)
    {
        var bytes = new byte[count];
        for (int at = 0, read; at < count; at += read)
        {
            read = await socket.ReceiveAsync(bytes.AsMemory(at), cancellation);
            if (read == 0) throw new EndOfStreamException("The connection was closed.");
        }
        return bytes;
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        while (bytes.Length > 0) bytes = bytes[await socket.SendAsync(bytes, cancellation)..];
    }

    private byte[] Seal(bool byHost, long number, byte kind, ReadOnlySpan<byte> content)
    {
        Span<byte> head = stackalloc byte[sizeof(long) + 2];
        BinaryPrimitives.WriteInt64LittleEndian(head, number);
        (head[^2], head[^1]) = (byHost ? (byte)1 : (byte)0, kind);
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hash.AppendData(head);
        hash.AppendData(content);
        return hash.GetHashAndReset();
    }
}
