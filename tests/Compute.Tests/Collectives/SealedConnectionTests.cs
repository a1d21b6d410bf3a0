using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Athanor.Compute.Collectives.Rendezvous;

namespace Athanor.Compute.Collectives;

public sealed class SealedConnectionTests : IDisposable
{
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);
    private readonly Socket _near;
    private readonly Socket _far;

    public SealedConnectionTests()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _near = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _near.Connect(listener.LocalEndpoint);
        _far = listener.AcceptSocket();
    }

    [Fact]
    public async Task A_message_arrives_as_it_was_sent()
    {
        await Host.SendAsync("hello"u8.ToArray(), Cancellation);
        Assert.Equal("hello"u8.ToArray(), await Guest.ReceiveAsync(5, Cancellation));
    }

    [Fact]
    public async Task Words_of_failure_are_thrown()
    {
        await Host.SendFailureAsync("Rank 2 is missing.", Cancellation);
        Assert.Equal("Rank 2 is missing.", (await Assert.ThrowsAsync<CollectiveException>(() => Guest.ReceiveAsync(5, Cancellation))).Message);
    }

    [Fact]
    public async Task A_message_that_is_longer_than_agreed_is_not_read()
    {
        await Host.SendAsync("hello!"u8.ToArray(), Cancellation);
        Assert.Contains("longer than it may be", (await Assert.ThrowsAsync<CollectiveException>(() => Guest.ReceiveAsync(5, Cancellation))).Message);
    }

    [Theory, InlineData(4), InlineData(5), InlineData(9), InlineData(10), InlineData(41)]
    public async Task A_message_with_a_changed_byte_is_refused(int at)
    {
        var message = await OnTheWireAsync();
        message[at] ^= 1;
        await _near.SendAsync(message, Cancellation);
        Assert.Contains("changed on its way", (await Assert.ThrowsAsync<CollectiveException>(() => Guest.ReceiveAsync(5, Cancellation))).Message);
    }

    [Fact]
    public async Task A_message_is_good_once()
    {
        var (message, guest) = (await OnTheWireAsync(), Guest);
        await _near.SendAsync(message, Cancellation);
        await _near.SendAsync(message, Cancellation);
        await guest.ReceiveAsync(5, Cancellation);
        Assert.Contains("changed on its way", (await Assert.ThrowsAsync<CollectiveException>(() => guest.ReceiveAsync(5, Cancellation))).Message);
    }

    public void Dispose()
    {
        _near.Dispose();
        _far.Dispose();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private SealedConnection Host => new(_near, Key, isHost: true);

    private SealedConnection Guest => new(_far, Key, isHost: false);

    private async Task<byte[]> OnTheWireAsync()
    {
        await Host.SendAsync("hello"u8.ToArray(), Cancellation);
        return await UnwatchedSocket.ReadAsync(_far, 42, Cancellation);
    }
}
