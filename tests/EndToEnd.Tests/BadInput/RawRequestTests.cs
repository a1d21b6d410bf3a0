using System.Security.Cryptography;
using System.Text;

namespace Athanor.EndToEnd.BadInput;

public sealed class RawRequestTests(AthanorServer server) : IClassFixture<AthanorServer>
{
    private const int Blobs = 5000;

    private string Post => PostWith(server.Admin.Token);

    [Theory]
    [InlineData("Content-Length: 20\r\nContent-Length: 5\r\n\r\n{\"name\":\"smuggled\"} ")]
    [InlineData("Content-Length: 20\r\nContent-Length: 20\r\n\r\n{\"name\":\"smuggled\"} ")]
    [InlineData("Content-Length: 20, 20\r\n\r\n{\"name\":\"smuggled\"} ")]
    [InlineData("Content-Length: -20\r\n\r\n{\"name\":\"smuggled\"} ")]
    [InlineData("Content-Length: 0x14\r\n\r\n{\"name\":\"smuggled\"} ")]
    [InlineData("Content-Length: 20\r\nTransfer-Encoding: chunked\r\n\r\n14\r\n{\"name\":\"smuggled\"} \r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\nContent-Length: 20\r\n\r\n14\r\n{\"name\":\"smuggled\"} \r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: xchunked\r\n\r\n14\r\n{\"name\":\"smuggled\"} \r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked, identity\r\n\r\n14\r\n{\"name\":\"smuggled\"} \r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding : chunked\r\n\r\n14\r\n{\"name\":\"smuggled\"} \r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n{\"name\":\"smuggled\"} \r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n-14\r\n{\"name\":\"smuggled\"} \r\n0\r\n\r\n")]
    [InlineData("X-Header: one\r\n two\r\nContent-Length: 20\r\n\r\n{\"name\":\"smuggled\"} ")]
    [InlineData("Host: other\r\nContent-Length: 20\r\n\r\n{\"name\":\"smuggled\"} ")]
    [InlineData("X\0Header: one\r\nContent-Length: 20\r\n\r\n{\"name\":\"smuggled\"} ")]
    public async Task A_request_whose_end_is_in_doubt_is_refused(string rest)
    {
        var answer = await RawConnection.ExchangeAsync(server, Post + rest);

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Equal(1, answer.Split("HTTP/1.1 ").Length - 1);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await server.Client.GetAsync("/api/v1/projects/smuggled")).StatusCode);
    }

    [Theory]
    [InlineData("GET /api/v1/projects/%00 HTTP/1.1")]
    [InlineData("GET /\0 HTTP/1.1")]
    [InlineData("GET  / HTTP/1.1")]
    [InlineData("GET / HTTP/1.1 ")]
    [InlineData("G\0T / HTTP/1.1")]
    [InlineData("GET http:// HTTP/1.1")]
    public async Task A_first_line_that_is_none_is_refused(string line)
    {
        var answer = await RawConnection.ExchangeAsync(server, $"{line}\r\nHost: athanor\r\nConnection: close\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_idempotency_keys_are_refused_rather_than_chosen_from()
    {
        const string Body = "{\"name\":\"doubled\"}";

        var answer = await RawConnection.ExchangeAsync(server, $"{Post}Idempotency-Key: one\r\nIdempotency-Key: two\r\nContent-Length: {Body.Length}\r\n\r\n{Body}");

        Assert.Contains("request/bad-idempotency-key", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_beyond_the_limit_are_refused()
    {
        var answer = await RawConnection.ExchangeAsync(server, $"GET /healthz HTTP/1.1\r\nHost: athanor\r\nX-Large: {new string('x', 100_000)}\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 431 ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_many_headers_are_refused()
    {
        var headers = string.Concat(Enumerable.Range(0, 200).Select(number => $"X-{number}: x\r\n"));

        var answer = await RawConnection.ExchangeAsync(server, $"GET /healthz HTTP/1.1\r\nHost: athanor\r\n{headers}\r\n");

        Assert.StartsWith("HTTP/1.1 431 ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_beyond_the_limit_is_refused()
    {
        var answer = await RawConnection.ExchangeAsync(server, $"GET /{new string('x', 20_000)} HTTP/1.1\r\nHost: athanor\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 414 ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Random_bytes_never_stop_the_server_nor_make_it_fail()
    {
        var seed = RandomNumberGenerator.GetInt32(int.MaxValue);
        // A key of its own, which its changed copies may shut out without shutting out the others.
        var token = (await server.Client.CreateAsync("/api/v1/keys", new { })).GetProperty("token").GetString()!;
        var process = (await server.GetAsync("/api/v1/status")).GetProperty("processId").GetInt32();

        await Parallel.ForEachAsync(Enumerable.Range(0, Blobs), new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = TestContext.Current.CancellationToken }, async (number, _) =>
        {
            var answer = await RawConnection.ExchangeAsync(server, endsThere: true, Blob(token, new Random(unchecked(seed + number))));
            Assert.False(answer.Contains("HTTP/1.1 500 ", StringComparison.Ordinal), $"Blob {number} of seed {seed} made the server fail: {answer}");
        });

        Assert.Equal(process, (await server.GetAsync("/api/v1/status")).GetProperty("processId").GetInt32());
        Assert.DoesNotContain("ERROR", server.Output, StringComparison.Ordinal);
    }

    private static string PostWith(string token) =>
        $"POST /api/v1/projects HTTP/1.1\r\nHost: athanor\r\nConnection: close\r\nContent-Type: application/json\r\nAuthorization: Bearer {token}\r\n";

    // Half are noise from the first byte on; the others get past the parser with some bytes of a good request changed.
    private static byte[] Blob(string token, Random random)
    {
        if (random.Next(2) == 0)
        {
            var noise = new byte[random.Next(1, 2000)];
            random.NextBytes(noise);
            return noise;
        }

        const string Body = "{\"name\":\"1 is no name\",\"description\":\"\\u0041\"}";
        var request = Encoding.Latin1.GetBytes($"{PostWith(token)}Content-Length: {Body.Length}\r\n\r\n{Body}");
        for (var change = random.Next(1, 8); change > 0; change--) request[random.Next(request.Length)] = (byte)random.Next(256);
        return request;
    }
}
