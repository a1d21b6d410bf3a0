using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Athanor.Compute.Collectives.Rendezvous;

namespace Athanor.Compute.Collectives.Ring;

/// <summary>Makes the links of a rank: it goes to those of lower rank, and those of higher rank come here. Each connection proves itself with a key of its own.</summary>
internal sealed class PeerConnecting(GangMember member, IMeeting meeting) : IDisposable
{
    private const int Control = 0;
    private const int Data = 1;

    // More would only fall out of the cache between being written and read.
    private const int BufferBytes = 512 << 10;
    private readonly Door _door = new(meeting.Address, 0);
    private readonly Socket?[] _sockets = new Socket?[2 * member.Size];
    private readonly TaskCompletionSource _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isHandedOver;

    public IPEndPoint EndPoint => _door.EndPoint;

    public async Task<PeerLink?[]> ConnectAsync(IReadOnlyList<IPEndPoint> places, CancellationToken cancellation)
    {
        using var closing = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var welcoming = _door.WelcomeAsync(errand => KeyOf(errand, member.Rank), TakeAsync, closing.Token);
        try
        {
            for (var other = 0; other < member.Rank; other++)
            {
                await GoAsync(other, Control, places[other], cancellation);
                await GoAsync(other, Data, places[other], cancellation);
            }
            SeeWhetherComplete();
            await _complete.Task.WaitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            throw new CollectiveException($"Rank {member.Rank} did not get its connections to {Missing()} within {CollectiveFaults.Seconds(member.JoinWithin)}.");
        }
        finally
        {
            await closing.CancelAsync();
            await welcoming;
        }
        return HandOver();
    }

    public void Dispose()
    {
        _door.Dispose();
        if (_isHandedOver) return;
        foreach (var socket in _sockets) socket?.Dispose();
    }

    private async Task GoAsync(int other, int kind, IPEndPoint place, CancellationToken cancellation)
    {
        var errand = (member.Rank * 2) + kind;
        var socket = new Socket(place.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        _sockets[(other * 2) + kind] = socket;
        await UnwatchedSocket.ConnectAsync(socket, place, cancellation);
        await SecretProof.GiveAsync(socket, errand, KeyOf(errand, other)!, cancellation);
    }

    private Task TakeAsync(Guest guest)
    {
        lock (_sockets)
        {
            _sockets[guest.Errand]?.Dispose();
            _sockets[guest.Errand] = guest.Socket;
        }
        SeeWhetherComplete();
        return Task.CompletedTask;
    }

    // The errand is the guest's rank and the kind of the connection; only those of higher rank come.
    private byte[]? KeyOf(int errand, int host)
    {
        if (errand / 2 <= host || errand / 2 >= member.Size) return null;
        Span<byte> use = stackalloc byte[meeting.Key.Length + (2 * sizeof(int))];
        meeting.Key.Span.CopyTo(use);
        BinaryPrimitives.WriteInt32LittleEndian(use[meeting.Key.Length..], errand);
        BinaryPrimitives.WriteInt32LittleEndian(use[^sizeof(int)..], host);
        return SecretProof.Derive(member.Secret.Span, use);
    }

    private void SeeWhetherComplete()
    {
        lock (_sockets)
        {
            if (Enumerable.Range(member.Rank + 1, member.Size - member.Rank - 1).All(IsHere)) _complete.TrySetResult();
        }
    }

    private bool IsHere(int other) => _sockets[(other * 2) + Control] is not null && _sockets[(other * 2) + Data] is not null;

    private string Missing()
    {
        lock (_sockets) return string.Join(", ", Enumerable.Range(0, member.Size).Where(other => other != member.Rank && !IsHere(other)).Select(other => $"rank {other}"));
    }

    private PeerLink?[] HandOver()
    {
        _isHandedOver = true;
        return [.. Enumerable.Range(0, member.Size).Select(Link)];

        PeerLink? Link(int other)
        {
            if (other == member.Rank) return null;
            var (control, data) = (_sockets[(other * 2) + Control]!, _sockets[(other * 2) + Data]!);
            (data.SendBufferSize, data.ReceiveBufferSize) = (BufferBytes, BufferBytes);
            return new(other, control, data);
        }
    }
}
