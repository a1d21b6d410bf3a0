using Athanor.Access.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Athanor.App.Tests.Doors;

public sealed class RoutePermissionTests(ServerInProcess server) : IClassFixture<ServerInProcess>
{
    // Whoever adds to this list says why nobody needs to be known there.
    private static readonly string[] OpenRoutes = ["/healthz", "/readyz", "/health", "/version", "/openapi/v1.json", "/sign-in", "/assets/{version}/{name}"];

    [Fact]
    public void Every_route_declares_what_it_demands()
    {
        var routes = server.Server.Endpoints.OfType<RouteEndpoint>().ToList();

        var undeclared = routes.Where(route => route.Metadata.GetMetadata<RoutePermission>() is null).Select(NameOf);

        Assert.NotEmpty(routes);
        Assert.Empty(undeclared);
    }

    [Fact]
    public void Only_these_routes_are_open_to_all()
    {
        var open = server.Server.Endpoints.OfType<RouteEndpoint>().Where(route => route.Metadata.GetMetadata<RoutePermission>() is RoutePermission.Open).Select(NameOf).Distinct();

        Assert.All(open, route => Assert.Contains(route, OpenRoutes));
    }

    [Fact]
    public void A_permission_in_a_project_names_a_value_of_its_route()
    {
        foreach (var route in server.Server.Endpoints.OfType<RouteEndpoint>())
        {
            if (route.Metadata.GetMetadata<RoutePermission>() is not RoutePermission.InProject demand) continue;
            Assert.Contains(route.RoutePattern.Parameters, (RoutePatternParameterPart parameter) => parameter.Name == demand.RouteValue);
        }
    }

    [Fact]
    public async Task No_route_but_the_open_ones_answers_a_stranger()
    {
        using var stranger = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = server.Client.BaseAddress };
        foreach (var route in server.Server.Endpoints.OfType<RouteEndpoint>().Where(route => route.Metadata.GetMetadata<RoutePermission>() is not RoutePermission.Open))
        {
            var method = route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods[0] ?? "GET";
            using var request = new HttpRequestMessage(new(method), PathOf(route.RoutePattern));

            using var answer = await stranger.SendAsync(request, TestContext.Current.CancellationToken);

            Assert.True((int)answer.StatusCode == 401, $"{method} {NameOf(route)} answered {(int)answer.StatusCode} to a stranger.");
        }
    }

    // Any path that the pattern takes: a number where it wants one, and else the name of what stands there.
    private static string PathOf(RoutePattern pattern) => string.Concat(pattern.PathSegments.Select(segment => "/" + string.Concat(segment.Parts.Select(part => part switch
    {
        RoutePatternParameterPart { ParameterPolicies.Count: > 0 } => "1",
        RoutePatternParameterPart parameter => parameter.Name,
        RoutePatternLiteralPart literal => literal.Content,
        _ => "",
    }))));

    private static string NameOf(RouteEndpoint route) => "/" + route.RoutePattern.RawText!.TrimStart('/');
}
