using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Athanor.Conformance;

/// <summary>
/// A loopback port that nobody listens on, for a program that is started a moment later. Taken from below the range out of which the system
/// gives ports to connections that leave: one found there could be somebody's connection by the time the program binds it.
/// </summary>
public static class FreePort
{
    private const int First = 10_000;
    private const int Count = 22_000;
    private static int _next = RandomNumberGenerator.GetInt32(Count);

    public static int Find()
    {
        for (var attempt = 0; attempt < Count; attempt++)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref _next) % Count);
            if (IsFree(port)) return port;
        }
        throw new InvalidOperationException($"No port from {First} to {First + Count - 1} is free.");
    }

    /// <summary>The first of several that follow each other, for programs that take more than one.</summary>
    public static int FindBlock(int count)
    {
        for (var attempt = 0; attempt < Count; attempt++)
        {
            var port = First + (int)((uint)Interlocked.Add(ref _next, count) % Count);
            if (port - count >= First && Enumerable.Range(port - count + 1, count).All(IsFree)) return port - count + 1;
        }
        throw new InvalidOperationException($"No {count} ports in a row are free.");
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port) { ExclusiveAddressUse = true };
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
