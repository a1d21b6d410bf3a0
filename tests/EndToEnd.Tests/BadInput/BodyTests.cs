using System.Net;
using System.Text;

namespace Athanor.EndToEnd.BadInput;

public sealed class BodyTests(AthanorServer server) : IClassFixture<AthanorServer>
{
    [Theory]
    [InlineData("", "request/bad")]
    [InlineData("null", "request/bad")]
    [InlineData("{", "request/bad-json")]
    [InlineData("[]", "request/bad-json")]
    [InlineData("\"plants\"", "request/bad-json")]
    [InlineData("{\"name\":1}", "request/bad-json")]
    [InlineData("{\"name\":{}}", "request/bad-json")]
    [InlineData("{\"name\":[\"plants\"]}", "request/bad-json")]
    [InlineData("{\"name\":\"plants\",}", "request/bad-json")]
    [InlineData("{\"name\":\"plants\"} x", "request/bad-json")]
    [InlineData("{\"name\":\"plants\",\"name\":\"stars\"}", "request/bad-json")]
    [InlineData("{\"name\":\"plants\",\"descripion\":\"misspelt\"}", "request/bad-json")]
    [InlineData("{\"name\":\"plants\",\"description\":\"half \\ud800\"}", "request/bad-json")]
    [InlineData("{\"name\":\"plants\",\"description\":\"nul \\u0000\"}", "database/unstorable-text")]
    [InlineData("{}", "access/bad-name")]
    [InlineData("{\"name\":null}", "access/bad-name")]
    [InlineData("{\"name\":\"\"}", "access/bad-name")]
    [InlineData("{\"name\":\"../../etc\"}", "access/bad-name")]
    [InlineData("{\"name\":\"pl\\u0000nts\"}", "access/bad-name")]
    [InlineData("{\"name\":\"'; DROP TABLE projects; --\"}", "access/bad-name")]
    public async Task A_project_is_not_made_from(string body, string code)
    {
        using var response = await server.Client.PostTextAsync("/api/v1/projects", body);

        await ProblemAssert.IsAsync(400, code, response);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Client.GetAsync("/api/v1/projects/plants")).StatusCode);
    }

    [Theory]
    [InlineData("/api/v1/principals", "{\"name\":\"ada\",\"kind\":\"alien\"}")]
    [InlineData("/api/v1/principals", "{\"name\":\"ada\",\"kind\":0}")]
    [InlineData("/api/v1/keys", "{\"requestsPerSecond\":99999999999999999999}")]
    [InlineData("/api/v1/keys", "{\"requestsPerSecond\":1.5}")]
    [InlineData("/api/v1/keys", "{\"requestsPerSecond\":-1}")]
    [InlineData("/api/v1/keys", "{\"lifetimeSeconds\":1e999}")]
    [InlineData("/api/v1/keys", "{\"lifetimeSeconds\":-1}")]
    [InlineData("/api/v1/keys", "{\"lifetimeSeconds\":0}")]
    [InlineData("/api/v1/keys", "{\"lifetimeSeconds\":\"NaN\"}")]
    [InlineData("/api/v1/keys", "{\"lifetimeSecond\":60}")]
    [InlineData("/api/v1/journal/verify", "{\"sequence\":-1,\"hash\":\"\"}")]
    [InlineData("/api/v1/journal/verify", "{\"sequence\":1,\"hash\":null}")]
    public async Task A_value_that_makes_no_sense_is_refused(string path, string body)
    {
        using var response = await server.Client.PostTextAsync(path, body);

        await ProblemAssert.IsAsync(400, code: null, response);
    }

    [Fact]
    public async Task An_empty_change_changes_nothing()
    {
        await server.AddPersonAsync("disabled");
        using (var disabling = await ChangeAsync("{\"isDisabled\":true}")) Assert.True(disabling.IsSuccessStatusCode);

        using var response = await ChangeAsync("{}");

        await ProblemAssert.IsAsync(400, "access/bad-field", response);
        Assert.True((await server.Client.ListAsync("/api/v1/principals")).Single(principal => principal.GetProperty("name").GetString() == "disabled").GetProperty("isDisabled").GetBoolean());
    }

    [Fact]
    public async Task A_body_deeper_than_any_meaning_is_refused()
    {
        var body = $"{{\"name\":{string.Concat(Enumerable.Repeat("[", 10_000))}";

        using var response = await server.Client.PostTextAsync("/api/v1/projects", body);

        await ProblemAssert.IsAsync(400, "request/bad-json", response);
    }

    [Fact]
    public async Task A_body_that_is_not_unicode_is_refused()
    {
        using var content = new ByteArrayContent([.. "{\"name\":\"plants\",\"description\":\""u8, 0xFF, 0xFE, 0xC0, 0xAF, .. "\"}"u8]);
        content.Headers.ContentType = new("application/json");

        using var response = await server.Client.PostAsync(new Uri("/api/v1/projects", UriKind.Relative), content);

        await ProblemAssert.IsAsync(400, "request/bad-json", response);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_beyond_the_limit_is_refused(bool isLengthKnown)
    {
        // One byte too many: had the client more to send, the connection would be reset before it has read the answer.
        var body = new byte[(1 << 20) + 1];
        body.AsSpan().Fill((byte)' ');
        using var content = isLengthKnown ? new ByteArrayContent(body) : (HttpContent)new StreamContent(new UnseekableStream(body));
        content.Headers.ContentType = new("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/projects") { Content = content, Headers = { ExpectContinue = true } };

        using var response = await server.Client.SendAsync(request);

        await ProblemAssert.IsAsync(413, "request/body-too-large", response);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task A_body_of_another_kind_is_refused(string type)
    {
        using var content = new StringContent("{\"name\":\"plants\"}", Encoding.UTF8, type);

        using var response = await server.Client.PostAsync(new Uri("/api/v1/projects", UriKind.Relative), content);

        await ProblemAssert.IsAsync(415, "request/unsupported-media", response);
    }

    private Task<HttpResponseMessage> ChangeAsync(string body) =>
        server.Client.PatchAsync("/api/v1/principals/disabled", new StringContent(body, Encoding.UTF8, "application/json"));

    private sealed class UnseekableStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
