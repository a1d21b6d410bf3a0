using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Athanor.EndToEnd;

/// <summary>Bytes to a door and back, without a client that would keep them well-formed.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    private RawConnection()
    {
    }

    public static async Task<RawConnection> OpenAsync(AthanorServer server)
    {
        var connection = new RawConnection();
        await connection._socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, server.Address.Port), TestContext.Current.CancellationToken);
        return connection;
    }

    /// <summary>Sends all at once, and answers everything that comes until the other side closes.</summary>
    public static async Task<string> ExchangeAsync(AthanorServer server, bool endsThere, byte[] request)
    {
        using var connection = await OpenAsync(server);
        await connection.SendAsync(request);
        if (endsThere) connection.EndSending();
        return await connection.ReadToEndAsync();
    }

    public static Task<string> ExchangeAsync(AthanorServer server, string request) => ExchangeAsync(server, endsThere: false, Encoding.Latin1.GetBytes(request));

    public Task SendAsync(string text) => SendAsync(Encoding.Latin1.GetBytes(text));

    public async Task SendAsync(byte[] bytes)
    {
        try
        {
            for (var sent = 0; sent < bytes.Length;) sent += await _socket.SendAsync(bytes.AsMemory(sent), TestContext.Current.CancellationToken);
        }
        catch (SocketException)
        {
            // The server has heard enough; what it answered can still be read.
        }
    }

    public async Task<string> ReadUntilAsync(string end)
    {
        var text = new StringBuilder();
        while (!text.ToString().Contains(end, StringComparison.Ordinal) && await ReadAsync() is { Length: > 0 } part) text.Append(part);
        return text.ToString();
    }

    public async Task<string> ReadToEndAsync()
    {
        var text = new StringBuilder();
        while (await ReadAsync() is { Length: > 0 } part) text.Append(part);
        return text.ToString();
    }

    public void Dispose() => _socket.Dispose();

    private void EndSending()
    {
        try
        {
            _socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // The server was faster.
        }
    }

    private async Task<string> ReadAsync()
    {
        var buffer = new byte[16_384];
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        try
        {
            return Encoding.Latin1.GetString(buffer, 0, await _socket.ReceiveAsync(buffer, patience.Token));
        }
        catch (SocketException)
        {
            return "";
        }
    }
}
