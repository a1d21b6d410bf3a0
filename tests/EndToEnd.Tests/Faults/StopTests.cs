using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Athanor.Conformance;

namespace Athanor.EndToEnd.Faults;

public sealed class StopTests
{
    // What the program's own handling of signals would allow by default is two seconds.
    private static readonly TimeSpan LongerThanACommandGets = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task A_request_in_progress_is_finished_before_the_server_goes()
    {
        await using var server = new AthanorServer();
        await server.InitializeAsync();
        var body = JsonSerializer.Serialize(new { name = "last-minute" });
        using var connection = await RawConnection.OpenAsync(server);
        await connection.SendAsync(
            $"POST /api/v1/projects HTTP/1.1\r\nHost: athanor\r\nAuthorization: Bearer {server.Admin.Token}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\nExpect: 100-continue\r\n\r\n");
        await connection.ReadUntilAsync("100 Continue");

        var stopping = server.StopAsync();
        await Eventually.HoldsAsync(async () => !await AcceptsAsync(server), "the server accepts no further connections");
        await Assert.ThrowsAsync<TimeoutException>(() => stopping.WaitAsync(LongerThanACommandGets));
        await connection.SendAsync(body);

        Assert.Contains("HTTP/1.1 201 ", await connection.ReadUntilAsync("last-minute"), StringComparison.Ordinal);
        Assert.Equal(0, await stopping);
        await server.StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await server.Client.GetAsync("/api/v1/projects/last-minute")).StatusCode);
    }

    [Fact]
    public async Task A_request_that_never_ends_does_not_keep_the_server_beyond_its_limit()
    {
        await using var server = new AthanorServer { Settings = ["--server.stop-timeout", "1s"] };
        await server.InitializeAsync();
        using var connection = await RawConnection.OpenAsync(server);
        await connection.SendAsync(
            $"POST /api/v1/projects HTTP/1.1\r\nHost: athanor\r\nAuthorization: Bearer {server.Admin.Token}\r\nContent-Type: application/json\r\nContent-Length: 10\r\nExpect: 100-continue\r\n\r\n");
        await connection.ReadUntilAsync("100 Continue");

        Assert.Equal(0, await server.StopAsync());
    }

    [Fact]
    public async Task A_live_feed_ends_quietly_with_the_server()
    {
        await using var server = new AthanorServer();
        await server.InitializeAsync();
        using var feed = await FactFeed.OpenAsync(server.Client, "/api/v1/journal/events", lastEventId: null);
        await feed.NextAsync();

        Assert.Equal(0, await server.StopAsync());
        Assert.DoesNotContain("ERROR", server.Output, StringComparison.Ordinal);
    }

    private static async Task<bool> AcceptsAsync(AthanorServer server)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, server.Address.Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
