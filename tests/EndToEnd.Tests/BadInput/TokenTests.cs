using System.Text;

namespace Athanor.EndToEnd.BadInput;

public sealed class TokenTests(AthanorServer server) : IClassFixture<AthanorServer>
{
    [Fact]
    public async Task Every_key_that_is_not_valid_gets_the_same_answer()
    {
        var expired = (await server.Client.CreateAsync("/api/v1/keys", new { lifetimeSeconds = 0.001 })).GetProperty("token").GetString()!;
        var revoked = await server.Client.CreateAsync("/api/v1/keys", new { });
        (await server.Client.DeleteAsync($"/api/v1/keys/{revoked.GetProperty("key").GetProperty("id").GetString()}")).EnsureSuccessStatusCode();
        string[] headers =
        [
            $"Bearer {expired}",
            $"Bearer {revoked.GetProperty("token").GetString()}",
            $"Bearer {server.Admin.Token[..^1]}",
            $"Bearer {server.Admin.KeyId}.{new string('A', 40)}",
            $"Bearer ATH{new string('Z', 17)}.{server.Admin.Secret}",
            $"Bearer x.{server.Admin.Secret}",
            $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{server.Admin.KeyId}:"))}",
            $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"a\0b:{server.Admin.Secret}"))}",
        ];

        foreach (var header in headers)
        {
            using var response = await AskAsync(header);
            var problem = await ProblemAssert.IsAsync(401, "access/bad-key", response);
            Assert.Equal("The access key is not valid.", problem.GetProperty("detail").GetString());
            Assert.Equal(["Bearer", "Basic"], response.Headers.WwwAuthenticate.Select(challenge => challenge.Scheme));
        }
    }

    [Theory]
    [InlineData("Bearer")]
    [InlineData("Bearer no-dot")]
    [InlineData("Basic !!!")]
    [InlineData("Digest username=admin")]
    public async Task A_header_that_cannot_be_read_is_refused(string header)
    {
        using var response = await AskAsync(header);

        await ProblemAssert.IsAsync(401, "access/bad-credentials", response);
    }

    [Fact]
    public async Task No_header_is_refused_where_a_key_is_needed()
    {
        using var client = server.CreateClient();

        using var response = await client.GetAsync("/api/v1/whoami");

        await ProblemAssert.IsAsync(401, "access/not-signed-in", response);
    }

    [Fact]
    public async Task After_too_many_failures_the_answer_says_how_long_to_wait()
    {
        var key = await server.Client.CreateAsync("/api/v1/keys", new { });
        var header = $"Bearer {key.GetProperty("key").GetProperty("id").GetString()}.wrong";
        using var response = await FailUntilRefusedAsync(header);

        await ProblemAssert.IsAsync(429, "access/too-many-failures", response);
        Assert.True(response.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1));
        Assert.True((await server.Client.GetAsync("/api/v1/whoami")).IsSuccessStatusCode);
    }

    [Fact]
    public async Task A_key_beyond_its_rate_is_told_how_long_to_wait()
    {
        var token = (await server.Client.CreateAsync("/api/v1/keys", new { requestsPerSecond = 1 })).GetProperty("token").GetString();
        using var client = server.CreateClient(token);
        using var burst = await RepeatUntilRefusedAsync(() => client.GetAsync("/api/v1/whoami"));

        await ProblemAssert.IsAsync(429, "access/too-many-requests", burst);
        Assert.NotNull(burst.Headers.RetryAfter?.Delta);
    }

    private Task<HttpResponseMessage> FailUntilRefusedAsync(string header) => RepeatUntilRefusedAsync(() => AskAsync(header));

    private static async Task<HttpResponseMessage> RepeatUntilRefusedAsync(Func<Task<HttpResponseMessage>> ask)
    {
        HttpResponseMessage response;
        var attempts = 0;
        do response = await ask();
        while ((int)response.StatusCode != 429 && ++attempts < 1000);
        return response;
    }

    private async Task<HttpResponseMessage> AskAsync(string header)
    {
        using var client = server.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/whoami");
        request.Headers.TryAddWithoutValidation("Authorization", header);
        return await client.SendAsync(request);
    }
}
