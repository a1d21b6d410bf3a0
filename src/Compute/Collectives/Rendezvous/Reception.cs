using System.Net.Sockets;

namespace Athanor.Compute.Collectives.Rendezvous;

/// <summary>Gives each guest the seat of his rank, or says why he gets none. One who differs from rank 0 ends it for all: the gang cannot become whole.</summary>
internal sealed class Reception(Presentation host, Door door)
{
    private readonly Lock _lock = new();
    private readonly List<string> _refused = [];
    private readonly TaskCompletionSource _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SealedConnection?[] Seats { get; } = new SealedConnection?[host.Size];

    public Task Complete => _complete.Task;

    /// <summary>Why there will be no meeting; null while there may be.</summary>
    public string? Refusal { get; private set; }

    public async Task SeatAsync(Guest guest, CancellationToken cancellation)
    {
        var connection = new SealedConnection(guest.Socket, guest.SessionKey, isHost: true);
        try
        {
            if (Presentation.Read(await connection.ReceiveAsync(Presentation.Length, cancellation)) is not { } presentation) connection.Dispose();
            else if (TakeSeat(presentation, connection) is { } objection) await TurnAwayAsync(connection, objection);
        }
        catch (Exception failure) when (failure is IOException or SocketException or CollectiveException or OperationCanceledException)
        {
            connection.Dispose();
        }
    }

    public void Refuse(string reason)
    {
        lock (_lock) RefuseUnderLock(reason);
    }

    public string Absence(TimeSpan patience)
    {
        lock (_lock)
        {
            var missing = Enumerable.Range(1, host.Size - 1).Where(rank => Seats[rank] is null).ToList();
            var words = $"{(missing.Count == 1 ? "Rank" : "Ranks")} {string.Join(", ", missing)} of {host.Size} did not come within {CollectiveFaults.Seconds(patience)}.";
            if (_refused.Count > 0) words += $" Refused: {string.Join(" ", _refused.Take(8))}";
            return door.Dropped > 0 ? $"{words} {door.Dropped} came who did not prove to know the gang's secret." : words;
        }
    }

    private string? TakeSeat(Presentation guest, SealedConnection connection)
    {
        lock (_lock)
        {
            if (Refusal is not null) return Refusal;
            if (host.Objection(guest) is { } objection) return RefuseUnderLock(objection);
            if (Seats[guest.Rank] is { IsClosed: false }) return Remember($"Rank {guest.Rank} has joined already; another process came as the same rank.");
            Seats[guest.Rank]?.Dispose();
            Seats[guest.Rank] = connection;
            if (Seats.Skip(1).All(seat => seat is not null)) _complete.TrySetResult();
            return null;
        }
    }

    private string RefuseUnderLock(string reason)
    {
        Refusal ??= Complete.IsCompleted ? null : reason;
        _complete.TrySetResult();
        return reason;
    }

    private string Remember(string refusal)
    {
        _refused.Add(refusal);
        return refusal;
    }

    // Even where the meeting ends over it.
    private static async Task TurnAwayAsync(SealedConnection connection, string reason)
    {
        using var patience = new CancellationTokenSource(HostedMeeting.FarewellWithin);
        using (connection) await connection.SendFailureAsync(reason, patience.Token);
    }
}
