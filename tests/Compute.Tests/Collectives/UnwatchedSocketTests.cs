using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Athanor.Compute.Collectives.Rendezvous;

namespace Athanor.Compute.Collectives;

public sealed class UnwatchedSocketTests : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public UnwatchedSocketTests() => _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    [Fact]
    public async Task The_framework_does_not_watch_a_connection_that_has_proved_itself()
    {
        var key = RandomNumberGenerator.GetBytes(32);
        _listener.Listen();
        await UnwatchedSocket.ConnectAsync(_socket, _listener.LocalEndPoint!, Cancellation);
        using var host = _listener.Accept();

        var asked = SecretProof.AskAsync(host, _ => key, Cancellation);
        var session = await SecretProof.GiveAsync(_socket, 0, key, Cancellation);

        Assert.Equal(session, (await asked).SessionKey);
        Assert.False(IsWatched(_socket));
        Assert.False(IsWatched(host));
    }

    [Fact]
    public async Task The_framework_watches_a_connection_it_has_waited_for()
    {
        _listener.Listen();
        await _socket.ConnectAsync(_listener.LocalEndPoint!, Cancellation);
        using var host = _listener.Accept();
        var waiting = host.ReceiveAsync(new byte[1], Cancellation);

        Assert.True(IsWatched(host));
        await _socket.SendAsync(new byte[1], Cancellation);
        Assert.Equal(1, await waiting);
    }

    [Fact]
    public async Task Where_nobody_listens_the_connection_is_refused()
    {
        var refusal = await Assert.ThrowsAsync<SocketException>(() => UnwatchedSocket.ConnectAsync(_socket, _listener.LocalEndPoint!, Cancellation));

        Assert.Equal(SocketError.ConnectionRefused, refusal.SocketErrorCode);
    }

    [Fact]
    public async Task What_is_not_said_is_waited_for_until_it_is_cancelled()
    {
        _listener.Listen();
        await UnwatchedSocket.ConnectAsync(_socket, _listener.LocalEndPoint!, Cancellation);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);

        var reading = UnwatchedSocket.ReadAsync(_socket, 1, patience.Token);
        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    public void Dispose()
    {
        _listener.Dispose();
        _socket.Dispose();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    // The kernel says of each set of watched files what is in it: "tfd:       12 events: …".
    private static bool IsWatched(Socket socket)
    {
        var number = socket.Handle.ToString(CultureInfo.InvariantCulture);
        return Directory.EnumerateFiles("/proc/self/fdinfo").SelectMany(Lines).Any(line => line.StartsWith("tfd:", StringComparison.Ordinal) && line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1] == number);
    }

    private static string[] Lines(string file)
    {
        try
        {
            return File.ReadAllLines(file);
        }
        catch (IOException)
        {
            // Other tests close theirs meanwhile.
            return [];
        }
    }
}
