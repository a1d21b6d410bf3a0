using System.Net;
using System.Net.Sockets;

namespace Athanor.Compute.Collectives.Rendezvous;

/// <summary>
/// Listens on one address and lets in who proves to know the secret. Whoever says nothing, half of it or something else is dropped after a while, or as soon
/// as too many stand there: a member is through in a moment, and comes again where he was not.
/// </summary>
internal sealed class Door : IDisposable
{
    private const int MostUnproven = 128;
    private static readonly TimeSpan ProofWithin = TimeSpan.FromSeconds(5);
    private readonly TcpListener _listener;
    private readonly LinkedList<Socket> _unproven = [];
    private int _dropped;

    public Door(IPAddress address, int port)
    {
        if (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)) throw new CollectiveException("A gang meets at the address of one interface, never at all of them.");
        _listener = new(address, port);
        try
        {
            _listener.Start(MostUnproven);
        }
        catch (SocketException failure)
        {
            throw new CollectiveException($"Nothing can listen at {new IPEndPoint(address, port)}: {failure.Message}.", failure);
        }
    }

    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndpoint;

    /// <summary>How many came without knowing the secret.</summary>
    public int Dropped => Volatile.Read(ref _dropped);

    /// <summary>Until it is cancelled. The guest belongs to the one who is called. An errand without a key is none.</summary>
    public async Task WelcomeAsync(Func<int, byte[]?> keyOf, Func<Guest, Task> welcome, CancellationToken cancellation)
    {
        var visits = new List<Task>();
        try
        {
            while (true)
            {
                visits.RemoveAll(visit => visit.IsCompleted);
                visits.Add(VisitAsync(await _listener.AcceptSocketAsync(cancellation)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(visits);
        }

        async Task VisitAsync(Socket socket)
        {
            if (await ProveAsync(socket, keyOf, cancellation) is { } guest) await welcome(guest);
        }
    }

    public void Dispose() => _listener.Dispose();

    private async Task<Guest?> ProveAsync(Socket socket, Func<int, byte[]?> keyOf, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(ProofWithin);
        var place = TakePlace(socket);
        try
        {
            socket.NoDelay = true;
            return await SecretProof.AskAsync(socket, keyOf, patience.Token);
        }
        catch (Exception failure) when (failure is IOException or SocketException or ObjectDisposedException or OperationCanceledException or CollectiveException)
        {
            Interlocked.Increment(ref _dropped);
            socket.Dispose();
            return null;
        }
        finally
        {
            lock (_unproven)
            {
                if (place.List is not null) _unproven.Remove(place);
            }
        }
    }

    private LinkedListNode<Socket> TakePlace(Socket socket)
    {
        lock (_unproven)
        {
            if (_unproven.Count == MostUnproven)
            {
                _unproven.First!.Value.Dispose();
                _unproven.RemoveFirst();
            }
            return _unproven.AddLast(socket);
        }
    }
}
