using System.Net;
using System.Net.Sockets;

namespace Athanor.Jobs.Launching;

/// <summary>Ports at which the first rank of a gang gathers the others: below those that outgoing connections take, and no two gangs at one.</summary>
internal static class MasterPorts
{
    private const int First = 20_000;
    private const int Count = 10_000;

    public static int Choose(long job, int attempt, ICollection<int> taken)
    {
        var start = (int)((job * 7 + attempt) % Count);
        for (var step = 0; step < Count; step++)
        {
            var port = First + ((start + step) % Count);
            if (!taken.Contains(port) && IsFree(port)) return port;
        }
        return First + start;
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
