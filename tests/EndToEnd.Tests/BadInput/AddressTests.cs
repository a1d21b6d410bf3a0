namespace Athanor.EndToEnd.BadInput;

public sealed class AddressTests(AthanorServer server) : IClassFixture<AthanorServer>
{
    [Theory]
    [InlineData("/api/v1/projects/%ff%fe")]
    [InlineData("/api/v1/projects/BAD_NAME")]
    [InlineData("/api/v1/projects/..%2f..%2fetc")]
    [InlineData("/api/v1/projects?limit=many")]
    [InlineData("/api/v1/projects?limit=99999999999999999999")]
    [InlineData("/api/v1/projects?after=%00")]
    [InlineData("/api/v1/journal?from=yesterday")]
    [InlineData("/api/v1/journal?after=1e3")]
    [InlineData("/api/v1/journal?text=%00")]
    [InlineData("/api/v1/journal?project=%ed%a0%80%00")]
    [InlineData("/api/v1/lineage?subject=nothing")]
    [InlineData("/api/v1/lineage?subject=project/default&direction=sideways")]
    public async Task An_address_that_makes_no_sense_is_refused(string address)
    {
        using var response = await server.Client.GetAsync(address);

        await ProblemAssert.IsAsync(400, code: null, response);
    }

    [Theory]
    [InlineData("/api/v1/projects?limit=0")]
    [InlineData("/api/v1/projects?limit=-5")]
    [InlineData("/api/v1/projects?limit=2147483647")]
    [InlineData("/api/v1/projects?after=%ff%fe")]
    [InlineData("/api/v1/projects?after=zzzz%25_%27;--")]
    [InlineData("/api/v1/journal?after=-9223372036854775808&before=9223372036854775807")]
    [InlineData("/api/v1/journal?after=9223372036854775807")]
    [InlineData("/api/v1/journal?from=0001-01-01T00:00:00Z&until=9999-12-31T23:59:59Z")]
    [InlineData("/api/v1/journal?text=%25%5c_%27")]
    public async Task An_address_at_the_edge_of_sense_is_answered(string address)
    {
        using var response = await server.Client.GetAsync(address);

        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/nothing")]
    [InlineData("/api/v1/nothing")]
    [InlineData("/api/v2/projects")]
    [InlineData("/openapi/other.json")]
    [InlineData("/..%2f..%2fetc/passwd")]
    [InlineData("/secrets/admin.json")]
    [InlineData("/%c0%ae%c0%ae/%c0%ae%c0%ae/etc/passwd")]
    public async Task Where_nothing_is_there_is_a_problem_that_says_so(string address)
    {
        using var response = await server.Client.GetAsync(address);

        await ProblemAssert.IsAsync(404, "request/no-such-address", response);
    }

    [Theory]
    [InlineData("DELETE", "/api/v1/whoami")]
    [InlineData("PUT", "/api/v1/projects")]
    [InlineData("TRACE", "/api/v1/whoami")]
    [InlineData("PROPFIND", "/healthz")]
    public async Task A_method_that_does_not_fit_is_refused_with_those_that_do(string method, string address)
    {
        using var response = await server.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), address));

        await ProblemAssert.IsAsync(405, "request/method-not-allowed", response);
        Assert.NotEmpty(response.Content.Headers.Allow);
    }

    [Fact]
    public async Task The_id_of_a_refusal_stands_in_the_log()
    {
        using var response = await server.Client.GetAsync("/api/v1/projects/unknown");

        var problem = await ProblemAssert.IsAsync(404, "access/unknown-project", response);
        await Conformance.Eventually.HoldsAsync(() => Task.FromResult(server.Output.Contains(problem.GetProperty("requestId").GetString()!, StringComparison.Ordinal)), "the log names the request");
    }
}
