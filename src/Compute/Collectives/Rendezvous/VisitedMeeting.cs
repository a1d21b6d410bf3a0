using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Athanor.Compute.Collectives.Rendezvous;

/// <summary>The side of all ranks but 0.</summary>
internal sealed class VisitedMeeting : IMeeting
{
    private const int KeyBytes = 32;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(50);

    // Rank 0 has the last word about who is missing: it is heard a moment after this rank's own patience has ended.
    private static readonly TimeSpan LastWordWithin = TimeSpan.FromSeconds(3);
    private readonly GangMember _member;
    private readonly SealedConnection _host;

    private VisitedMeeting(GangMember member, SealedConnection host, byte[] key) => (_member, _host, Key) = (member, host, key);

    public ReadOnlyMemory<byte> Key { get; }

    public IPAddress Address => ((IPEndPoint)_host.Socket.LocalEndPoint!).Address;

    public static async Task<IMeeting> AttendAsync(GangMember member, IPAddress address, CancellationToken cancellation)
    {
        var host = new IPEndPoint(address, member.MasterPort);
        using var longer = new CancellationTokenSource(member.JoinWithin + LastWordWithin);
        while (true)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(host, cancellation);
                var connection = new SealedConnection(socket, await ProveAsync(socket, member, host, cancellation), isHost: false);
                await connection.SendAsync(Presentation.Of(member).Write(), cancellation);
                return new VisitedMeeting(member, connection, await LastWordAsync(member, connection, KeyBytes, longer.Token));
            }
            catch (SocketException)
            {
                socket.Dispose();
                await PauseAsync(member, host, cancellation);
            }
            catch (OperationCanceledException)
            {
                socket.Dispose();
                throw NobodyThere(member, host);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
    }

    public async Task<IReadOnlyList<byte[]>> ExchangeAsync(byte[] mine, CancellationToken cancellation)
    {
        await _host.SendAsync(mine, cancellation);
        return Unpack(await LastWordAsync(_member, _host, _member.Size * (Meeting.MostCardBytes + sizeof(int)), cancellation));
    }

    public async Task GiveUpAsync(string reason)
    {
        using var patience = new CancellationTokenSource(HostedMeeting.FarewellWithin);
        await _host.SendFailureAsync(reason, patience.Token);
    }

    public ValueTask DisposeAsync()
    {
        _host.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task<byte[]> ProveAsync(Socket socket, GangMember member, IPEndPoint host, CancellationToken cancellation)
    {
        try
        {
            return await SecretProof.GiveAsync(socket, 0, member.Secret.ToArray(), cancellation);
        }
        catch (CollectiveException failure)
        {
            throw new CollectiveException($"What listens at {host} does not know this gang's secret; another program may have taken the port.", failure);
        }
        catch (EndOfStreamException)
        {
            throw new SocketException((int)SocketError.ConnectionReset);
        }
    }

    private static async Task<byte[]> LastWordAsync(GangMember member, SealedConnection host, int most, CancellationToken cancellation)
    {
        try
        {
            return await host.ReceiveAsync(most, cancellation);
        }
        catch (Exception failure) when (failure is EndOfStreamException or SocketException)
        {
            throw new CollectiveException($"Rank 0 of {member.Size} left while the gang was being formed.", failure);
        }
    }

    private static async Task PauseAsync(GangMember member, IPEndPoint host, CancellationToken cancellation)
    {
        try
        {
            await Task.Delay(RetryAfter, cancellation);
        }
        catch (OperationCanceledException)
        {
            throw NobodyThere(member, host);
        }
    }

    private static CollectiveException NobodyThere(GangMember member, IPEndPoint host) => new($"Rank 0 of {member.Size} did not come to {host} within {CollectiveFaults.Seconds(member.JoinWithin)}.");

    private List<byte[]> Unpack(byte[] all)
    {
        var cards = new List<byte[]>();
        for (var at = 0; cards.Count < _member.Size;)
        {
            if (all.Length - at < sizeof(int)) throw Garbled;
            var length = BinaryPrimitives.ReadInt32LittleEndian(all.AsSpan(at));
            if (length < 0 || length > all.Length - at - sizeof(int)) throw Garbled;
            cards.Add(all.AsSpan(at + sizeof(int), length).ToArray());
            at += sizeof(int) + length;
        }
        return cards;
    }

    private static CollectiveException Garbled => new("Rank 0 sent what no rank 0 sends; all ranks have to be of one version.");
}
