namespace Athanor.EndToEnd.BadInput;

public sealed class SlowClientTests
{
    private const int SlowClients = 100;

    [Fact]
    public async Task Clients_that_never_finish_their_headers_are_shut_out_while_others_are_served()
    {
        await using var server = new AthanorServer { Settings = ["--server.header-timeout", "2s"] };
        await server.InitializeAsync();
        var slow = new List<RawConnection>();
        try
        {
            for (var client = 0; client < SlowClients; client++)
            {
                slow.Add(await RawConnection.OpenAsync(server));
                await slow[^1].SendAsync("GET /healthz HTTP/1.1\r\nHost: ath");
            }

            var closing = Task.WhenAll(slow.Select(client => client.ReadToEndAsync()));
            while (!closing.IsCompleted) Assert.True((await server.Client.GetAsync("/api/v1/whoami")).IsSuccessStatusCode);

            Assert.All(await closing, answer => Assert.True(answer.Length == 0 || answer.StartsWith("HTTP/1.1 408 ", StringComparison.Ordinal), answer));
        }
        finally
        {
            slow.ForEach(client => client.Dispose());
        }
    }

    [Fact]
    public async Task Connections_beyond_the_limit_are_refused_and_those_before_it_served()
    {
        await using var server = new AthanorServer { Settings = ["--server.maximum-connections", "20"] };
        await server.InitializeAsync();
        Assert.True((await server.Client.GetAsync("/healthz")).IsSuccessStatusCode);
        var connections = new List<RawConnection>();
        try
        {
            for (var connection = 0; connection < 40; connection++) connections.Add(await RawConnection.OpenAsync(server));

            Assert.True((await server.Client.GetAsync("/healthz")).IsSuccessStatusCode);
            Assert.Equal("", await connections[^1].ReadToEndAsync());
        }
        finally
        {
            connections.ForEach(connection => connection.Dispose());
        }
    }
}
