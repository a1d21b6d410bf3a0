using System.Net;
using System.Net.Sockets;

namespace Athanor.Compute.Collectives.Rendezvous;

/// <summary>
/// Listens on one address and lets in who proves to know the secret. Whoever says nothing, half of it or something else is dropped after a while, and
/// only so many are listened to at once.
/// </summary>
internal sealed class Door : IDisposable
{
    private const int MostAtOnce = 128;
    private static readonly TimeSpan ProofWithin = TimeSpan.FromSeconds(5);
    private readonly TcpListener _listener;
    private int _dropped;

    public Door(IPAddress address, int port)
    {
        if (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)) throw new CollectiveException("A gang meets at the address of one interface, never at all of them.");
        _listener = new(address, port) { ExclusiveAddressUse = false };
        try
        {
            _listener.Start(MostAtOnce);
        }
        catch (SocketException failure)
        {
            throw new CollectiveException($"Nothing can listen at {new IPEndPoint(address, port)}: {failure.Message}.", failure);
        }
    }

    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndpoint;

    /// <summary>How many came without knowing the secret.</summary>
    public int Dropped => Volatile.Read(ref _dropped);

    /// <summary>Until it is cancelled. The guest belongs to the one who is called.</summary>
    public async Task WelcomeAsync(Func<int, byte[]?> keyOf, Func<Guest, Task> welcome, CancellationToken cancellation)
    {
        using var places = new SemaphoreSlim(MostAtOnce);
        var visits = new List<Task>();
        try
        {
            while (true)
            {
                await places.WaitAsync(cancellation);
                visits.RemoveAll(visit => visit.IsCompleted);
                visits.Add(VisitAsync(await _listener.AcceptSocketAsync(cancellation), places));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(visits);
        }

        async Task VisitAsync(Socket socket, SemaphoreSlim places)
        {
            try
            {
                if (await ProveAsync(socket) is { } guest) await welcome(guest);
            }
            finally
            {
                places.Release();
            }
        }

        async Task<Guest?> ProveAsync(Socket socket)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            patience.CancelAfter(ProofWithin);
            try
            {
                socket.NoDelay = true;
                return await SecretProof.AskAsync(socket, keyOf, patience.Token);
            }
            catch (Exception failure) when (failure is IOException or SocketException or OperationCanceledException or CollectiveException)
            {
                Interlocked.Increment(ref _dropped);
                socket.Dispose();
                return null;
            }
        }
    }

    public void Dispose() => _listener.Dispose();
}
