using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Athanor.Compute.Collectives.Rendezvous;

/// <summary>Rank 0's side.</summary>
internal sealed class HostedMeeting : IMeeting
{
    public static readonly TimeSpan FarewellWithin = TimeSpan.FromSeconds(2);
    private readonly GangMember _member;
    private readonly SealedConnection?[] _seats;

    private HostedMeeting(GangMember member, IPAddress address, SealedConnection?[] seats) => (_member, Address, _seats) = (member, address, seats);

    public ReadOnlyMemory<byte> Key { get; } = RandomNumberGenerator.GetBytes(32);

    public IPAddress Address { get; }

    public static async Task<IMeeting> GatherAsync(GangMember member, IPAddress address, CancellationToken cancellation)
    {
        using var door = new Door(address, member.MasterPort);
        var reception = new Reception(Presentation.Of(member), door);
        using var closing = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var welcoming = door.WelcomeAsync(errand => errand == 0 ? member.Secret.ToArray() : null, guest => reception.SeatAsync(guest, closing.Token), closing.Token);
        var meeting = new HostedMeeting(member, address, reception.Seats);
        try
        {
            await reception.Complete.WaitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            reception.Refuse(reception.Absence(member.JoinWithin));
        }
        await closing.CancelAsync();
        await welcoming;
        await meeting.OpenAsync(reception);
        return meeting;
    }

    public async Task<IReadOnlyList<byte[]>> ExchangeAsync(byte[] mine, CancellationToken cancellation)
    {
        var cards = new byte[_member.Size][];
        cards[0] = mine;
        for (var rank = 1; rank < _member.Size; rank++) cards[rank] = await ReceiveAsync(rank, cancellation);
        var all = Pack(cards);
        for (var rank = 1; rank < _member.Size; rank++) await _seats[rank]!.SendAsync(all, cancellation);
        return cards;
    }

    public async Task GiveUpAsync(string reason)
    {
        using var patience = new CancellationTokenSource(FarewellWithin);
        foreach (var seat in _seats)
        {
            if (seat is not null) await seat.SendFailureAsync(reason, patience.Token);
        }
    }

    public ValueTask DisposeAsync()
    {
        foreach (var seat in _seats) seat?.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task OpenAsync(Reception reception)
    {
        if (reception.Refusal is { } refusal)
        {
            await GiveUpAsync(refusal);
            await DisposeAsync();
            throw new CollectiveException(refusal);
        }
        using var patience = new CancellationTokenSource(FarewellWithin);
        for (var rank = 1; rank < _member.Size; rank++) await _seats[rank]!.SendAsync(Key, patience.Token);
    }

    private async Task<byte[]> ReceiveAsync(int rank, CancellationToken cancellation)
    {
        try
        {
            return await _seats[rank]!.ReceiveAsync(Meeting.MostCardBytes, cancellation);
        }
        catch (Exception failure) when (failure is EndOfStreamException or SocketException)
        {
            throw new CollectiveException($"Rank {rank} of {_member.Size} left while the gang was being formed.", failure);
        }
        catch (OperationCanceledException)
        {
            throw new CollectiveException($"Rank {rank} of {_member.Size} came, but did not connect within {CollectiveFaults.Seconds(_member.JoinWithin)}.");
        }
    }

    private static byte[] Pack(byte[][] cards)
    {
        var all = new byte[cards.Sum(card => sizeof(int) + card.Length)];
        var at = 0;
        foreach (var card in cards)
        {
            BinaryPrimitives.WriteInt32LittleEndian(all.AsSpan(at), card.Length);
            card.CopyTo(all, at + sizeof(int));
            at += sizeof(int) + card.Length;
        }
        return all;
    }
}
