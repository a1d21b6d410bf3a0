using System.Text;
using Athanor.Conformance;

namespace Athanor.EndToEnd.Telemetry;

public sealed class OtlpTests
{
    [Fact]
    public async Task Traces_and_metrics_reach_a_collector_with_the_route_and_without_the_path()
    {
        await using var collector = await Collector.StartAsync();
        await using var server = new AthanorServer { Settings = ["--telemetry.otlp-endpoint", collector.Address] };
        await server.InitializeAsync();
        await server.Client.CreateAsync("/api/v1/projects", new { name = "hidden-name" });
        await server.GetAsync("/api/v1/projects/hidden-name");

        Assert.Equal(0, await server.StopAsync());

        foreach (var signal in new[] { "/v1/traces", "/v1/metrics" })
        {
            var sent = collector.Received.Where(request => request.Path == signal).ToList();
            Assert.NotEmpty(sent);
            Assert.All(sent, request => Assert.Equal("application/x-protobuf", request.ContentType));
            Assert.Contains(sent, request => Holds(request.Body, "/api/v1/projects/{project}"));
            Assert.DoesNotContain(sent, request => Holds(request.Body, "hidden-name"));
        }
    }

    [Fact]
    public async Task A_trace_goes_on_from_the_one_that_the_client_began()
    {
        await using var collector = await Collector.StartAsync();
        await using var server = new AthanorServer { Settings = ["--telemetry.otlp-endpoint", collector.Address, "--telemetry.trace-share", "0"] };
        await server.InitializeAsync();
        const string TraceId = "0af7651916cd43dd8448eb211c80319c";
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/whoami") { Headers = { { "traceparent", $"00-{TraceId}-b7ad6b7169203331-01" } } };
        (await server.Client.SendAsync(request)).EnsureSuccessStatusCode();

        await server.StopAsync();

        var traces = collector.Received.Where(received => received.Path == "/v1/traces");
        Assert.Contains(traces, received => received.Body.AsSpan().IndexOf(Convert.FromHexString(TraceId)) >= 0);
    }

    [Fact]
    public async Task A_collector_that_is_away_keeps_neither_requests_nor_the_stop_waiting()
    {
        await using var server = new AthanorServer { Settings = ["--telemetry.otlp-endpoint", $"http://127.0.0.1:{FreePort.Find()}"] };
        await server.InitializeAsync();

        await server.GetAsync("/api/v1/whoami");

        Assert.Equal(0, await server.StopAsync());
    }

    private static bool Holds(byte[] body, string text) => body.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;
}
