using System.Buffers.Binary;
using Athanor.Jobs.Replicas.Native;
using Microsoft.Win32.SafeHandles;

namespace Athanor.Jobs.Replicas.Running;

/// <summary>Lists all TCP connections of one family with what they carried. Numbers and layouts are those of linux/netlink.h, linux/inet_diag.h and linux/tcp.h.</summary>
internal static unsafe class SocketDump
{
    /// <summary>IPv4 and IPv6.</summary>
    public static readonly byte[] Families = [2, 10];

    private const int HeaderSize = 16, RequestSize = HeaderSize + 56, MessageSize = 72, AttributeHeaderSize = 4;
    private const int InodeOffset = MessageSize - 4, AcknowledgedOffset = 120, ReceivedOffset = 128, InformationSize = ReceivedOffset + 8;
    private const ushort ByFamily = 20, Dump = 0x301, Information = 2, Done = 3, Error = 2;
    private const byte Tcp = 6, WithInformation = 1 << (Information - 1);
    private const int BufferSize = 64 << 10;

    public readonly record struct Connection(uint Inode, ulong Sent, ulong Received);

    public static void Read(SafeFileHandle socket, byte family, Action<Connection> found)
    {
        var request = stackalloc byte[RequestSize];
        Fill(new(request, RequestSize), family);
        if (LibC.Write(socket, request, RequestSize) != RequestSize) return;

        var buffer = stackalloc byte[BufferSize];
        while (LibC.Read(socket, buffer, BufferSize) is var count and > 0)
            if (!Pass(new(buffer, (int)count), found)) return;
    }

    private static void Fill(Span<byte> request, byte family)
    {
        request.Clear();
        BinaryPrimitives.WriteInt32LittleEndian(request, RequestSize);
        BinaryPrimitives.WriteUInt16LittleEndian(request[4..], ByFamily);
        BinaryPrimitives.WriteUInt16LittleEndian(request[6..], Dump);
        (request[16], request[17], request[18]) = (family, Tcp, WithInformation);
        BinaryPrimitives.WriteUInt32LittleEndian(request[20..], uint.MaxValue);     // in every state
    }

    // False after the last message.
    private static bool Pass(ReadOnlySpan<byte> messages, Action<Connection> found)
    {
        while (messages.Length >= HeaderSize)
        {
            var (length, kind) = (BinaryPrimitives.ReadInt32LittleEndian(messages), BinaryPrimitives.ReadUInt16LittleEndian(messages[4..]));
            if (kind is Done or Error || length < HeaderSize || length > messages.Length) return false;
            if (length >= HeaderSize + MessageSize && TryRead(messages[HeaderSize..length], out var connection)) found(connection);
            messages = messages[Math.Min(messages.Length, Aligned(length))..];
        }
        return true;
    }

    private static bool TryRead(ReadOnlySpan<byte> message, out Connection connection)
    {
        connection = default;
        for (var rest = message[MessageSize..]; rest.Length >= AttributeHeaderSize;)
        {
            var (length, kind) = (BinaryPrimitives.ReadUInt16LittleEndian(rest), BinaryPrimitives.ReadUInt16LittleEndian(rest[2..]));
            if (length < AttributeHeaderSize || length > rest.Length) return false;
            if (kind == Information && length >= AttributeHeaderSize + InformationSize)
            {
                var information = rest[AttributeHeaderSize..];
                connection = new(BinaryPrimitives.ReadUInt32LittleEndian(message[InodeOffset..]), BinaryPrimitives.ReadUInt64LittleEndian(information[AcknowledgedOffset..]), BinaryPrimitives.ReadUInt64LittleEndian(information[ReceivedOffset..]));
                return true;
            }
            rest = rest[Math.Min(rest.Length, Aligned(length))..];
        }
        return false;
    }

    private static int Aligned(int length) => (length + 3) & ~3;
}
