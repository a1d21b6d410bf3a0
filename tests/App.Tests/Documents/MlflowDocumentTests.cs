using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;

namespace Athanor.App.Tests.Documents;

public sealed partial class MlflowDocumentTests(ServerInProcess server) : IClassFixture<ServerInProcess>
{
    [Theory]
    [InlineData("/api/2.0/mlflow/")]
    [InlineData("/ajax-api/2.0/mlflow/")]
    public void Each_endpoint_stands_in_the_page_and_no_other(string prefix)
    {
        var described = Row().Matches(Repository.Read("docs/mlflow.md")).Select(row => $"{row.Groups[1].Value} {row.Groups[2].Value}");

        var there = server.Server.Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.RoutePattern.RawText!.StartsWith(prefix, StringComparison.Ordinal) && !route.RoutePattern.RawText.Contains('{', StringComparison.Ordinal))
            .SelectMany(route => route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method => $"{method} {route.RoutePattern.RawText![prefix.Length..]}"));

        Assert.Equal(there.Order(), described.Order());
    }

    [GeneratedRegex("^\\| (GET|POST|PATCH|DELETE) \\| `([a-z/-]+)` \\|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
