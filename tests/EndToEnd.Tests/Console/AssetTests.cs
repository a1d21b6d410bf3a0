using System.Net;
using System.Text.RegularExpressions;

namespace Athanor.EndToEnd.Console;

public sealed partial class AssetTests(AthanorServer server) : IClassFixture<AthanorServer>
{
    [Fact]
    public async Task Every_asset_of_a_page_may_be_kept_for_ever_and_is_recognised_when_asked_again()
    {
        using var client = server.CreateClient();
        var page = await client.GetStringAsync("/sign-in", TestContext.Current.CancellationToken);
        var addresses = AssetAddress().Matches(page).Select(match => match.Value).ToList();
        Assert.NotEmpty(addresses);

        foreach (var address in addresses)
        {
            using var first = await client.GetAsync(address, TestContext.Current.CancellationToken);
            using var again = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { IfNoneMatch = { first.Headers.ETag! } } };
            using var second = await client.SendAsync(again, TestContext.Current.CancellationToken);

            Assert.Equal(HttpStatusCode.OK, first.StatusCode);
            Assert.Equal("public, max-age=31536000, immutable", first.Headers.GetValues("Cache-Control").Single());
            Assert.Equal("nosniff", first.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        }
    }

    [Theory]
    [InlineData("/assets/0000/tokens.css", HttpStatusCode.OK)]
    [InlineData("/assets/0000/nothing.css", HttpStatusCode.NotFound)]
    [InlineData("/assets/0000/..%2Fsecrets%2Fadmin.json", HttpStatusCode.NotFound)]
    public async Task An_address_of_another_version_is_not_kept_and_leads_nowhere_else(string address, HttpStatusCode expected)
    {
        using var client = server.CreateClient();

        using var answer = await client.GetAsync(address, TestContext.Current.CancellationToken);

        Assert.Equal(expected, answer.StatusCode);
        Assert.DoesNotContain("immutable", answer.Headers.CacheControl?.ToString() ?? "", StringComparison.Ordinal);
    }

    [GeneratedRegex("/assets/[^\"]+")]
    private static partial Regex AssetAddress();
}
