using System.Net;

namespace Athanor.EndToEnd.BadInput;

public sealed class IdempotencyHeaderTests(AthanorServer server) : IClassFixture<AthanorServer>
{
    [Fact]
    public async Task An_empty_or_overlong_key_is_refused()
    {
        foreach (var key in new[] { "", new string('k', 256) })
        {
            using var response = await SendAsync("/api/v1/projects", "{\"name\":\"plants\"}", key);
            await ProblemAssert.IsAsync(400, "request/bad-idempotency-key", response);
        }
    }

    [Fact]
    public async Task A_key_for_another_body_or_another_address_is_refused()
    {
        using var first = await SendAsync("/api/v1/projects", "{\"name\":\"stars\"}", "reused");
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);

        foreach (var (path, body) in new[] { ("/api/v1/projects", "{\"name\":\"moons\"}"), ("/api/v1/principals", "{\"name\":\"stars\"}") })
        {
            using var response = await SendAsync(path, body, "reused");
            await ProblemAssert.IsAsync(422, "request/idempotency-key-reused", response);
        }
    }

    [Fact]
    public async Task The_same_request_written_otherwise_is_the_same()
    {
        using var first = await SendAsync("/api/v1/projects", "{\"name\":\"comets\",\"description\":\"ice\"}", "same");
        using var second = await SendAsync("/api/v1/projects", " { \"description\" : \"\\u0069ce\", \"name\" : \"comets\" } ", "same");

        Assert.Equal(HttpStatusCode.Created, second.StatusCode);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Fifty_at_once_make_one_key()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(async _ =>
        {
            using var response = await SendAsync("/api/v1/keys", "{\"description\":\"one of fifty\"}", "fifty");
            return await response.Content.ReadAsStringAsync();
        }));

        Assert.Single(answers.Distinct());
        Assert.Single(await server.Client.ListAsync("/api/v1/keys"), key => key.GetProperty("description").GetString() == "one of fifty");
    }

    [Fact]
    public async Task A_key_that_ends_cannot_fetch_the_secret_that_another_key_was_given()
    {
        var ending = (await server.Client.CreateAsync("/api/v1/keys", new { lifetimeSeconds = 3600 })).GetProperty("token").GetString();
        using var lasting = await SendAsync("/api/v1/keys", "{\"description\":\"lasting\"}", "fetched");
        using var client = server.CreateClient(ending);

        using var repeated = await client.PostAsync("/api/v1/keys", new { description = "lasting" }, "fetched");

        Assert.NotEqual(lasting.Headers.Location, repeated.Headers.Location);
        Assert.Contains("\"expiresAt\":\"", await repeated.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> SendAsync(string path, string body, string key)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return server.Client.SendAsync(request);
    }
}
