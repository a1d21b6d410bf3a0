using System.Globalization;
using Athanor.Jobs.Replicas.Native;
using Microsoft.Win32.SafeHandles;

namespace Athanor.Jobs.Replicas.Running;

/// <summary>
/// What the TCP connections of some processes have carried, asked of the kernel by its socket diagnosis (sock_diag(7)). A connection counts from its beginning
/// once it was seen; what one carried after it was last seen, and one that came and went between two looks, is missed. Elsewhere than on Linux's own network nothing is told.
/// </summary>
internal sealed class SocketTraffic : IDisposable
{
    private const int Netlink = 16, Raw = 3, CloseOnExec = 0x80000, SocketDiagnosis = 4;
    private readonly SafeFileHandle _socket = LibC.CreateSocket(Netlink, Raw | CloseOnExec, SocketDiagnosis);
    private readonly Dictionary<uint, (ulong Sent, ulong Received)> _seen = [];

    public long SentBytes { get; private set; }

    public long ReceivedBytes { get; private set; }

    public void Look(IReadOnlyList<int> processes)
    {
        if (_socket.IsInvalid) return;
        var sockets = processes.SelectMany(SocketsOf).ToHashSet();
        foreach (var gone in _seen.Keys.Where(socket => !sockets.Contains(socket)).ToList()) _seen.Remove(gone);
        if (sockets.Count == 0) return;
        foreach (var family in SocketDump.Families) SocketDump.Read(_socket, family, connection => Count(sockets, connection));
    }

    public void Dispose() => _socket.Dispose();

    private void Count(HashSet<uint> sockets, SocketDump.Connection connection)
    {
        if (!sockets.Contains(connection.Inode)) return;
        // A number is given out again once its socket is gone: what is less than before is another connection.
        var before = _seen.GetValueOrDefault(connection.Inode);
        SentBytes += (long)(connection.Sent >= before.Sent ? connection.Sent - before.Sent : connection.Sent);
        ReceivedBytes += (long)(connection.Received >= before.Received ? connection.Received - before.Received : connection.Received);
        _seen[connection.Inode] = (connection.Sent, connection.Received);
    }

    private static IEnumerable<uint> SocketsOf(int process)
    {
        const string Prefix = "socket:[";
        foreach (var file in FilesOf(process))
        {
            if (LinkOf(file) is not { } target || !target.StartsWith(Prefix, StringComparison.Ordinal)) continue;
            if (uint.TryParse(target.AsSpan(Prefix.Length).TrimEnd(']'), NumberStyles.None, CultureInfo.InvariantCulture, out var inode)) yield return inode;
        }
    }

    private static string[] FilesOf(int process)
    {
        try
        {
            return Directory.GetFiles($"/proc/{process}/fd");
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static string? LinkOf(string file)
    {
        try
        {
            return new FileInfo(file).LinkTarget;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
