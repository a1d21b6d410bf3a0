using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;

namespace Athanor.App.Tests.Documents;

public sealed partial class MlflowDocumentTests(ServerInProcess server) : IClassFixture<ServerInProcess>
{
    [Theory]
    [InlineData("/api/2.0/")]
    [InlineData("/ajax-api/2.0/")]
    public void Each_endpoint_stands_in_the_page_and_no_other(string prefix)
    {
        var described = Row().Matches(Repository.Read("docs/mlflow.md")).Select(row => $"{row.Groups[1].Value} {row.Groups[2].Value}");

        var there = server.Server.Endpoints.OfType<RouteEndpoint>()
            .Where(route => route.RoutePattern.RawText!.StartsWith($"{prefix}mlflow", StringComparison.Ordinal) && !route.RoutePattern.RawText.EndsWith("{**rest}", StringComparison.Ordinal))
            .SelectMany(route => route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method => $"{method} {NameOf(route.RoutePattern.RawText![prefix.Length..])}"));

        Assert.Equal(there.Order(), described.Order());
    }

    private static string NameOf(string path) => (path.StartsWith("mlflow/", StringComparison.Ordinal) ? path["mlflow/".Length..] : path).Replace("**", "", StringComparison.Ordinal);

    [GeneratedRegex("^\\| (GET|POST|PUT|PATCH|DELETE) \\| `([a-z/{}-]+)` \\|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
