using Athanor.Access.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Athanor.App.Tests.Doors;

public sealed class RoutePermissionTests(ServerInProcess server) : IClassFixture<ServerInProcess>
{
    // Whoever adds to this list says why nobody needs to be known there.
    private static readonly string[] OpenRoutes = ["/healthz", "/readyz", "/openapi/v1.json", "/sign-in", "/assets/{version}/{name}"];

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
            using var request = new HttpRequestMessage(new(method), route.RoutePattern.RawText!.Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal).Replace("**", "", StringComparison.Ordinal));

            using var answer = await stranger.SendAsync(request, TestContext.Current.CancellationToken);

            Assert.True((int)answer.StatusCode == 401, $"{method} {NameOf(route)} answered {(int)answer.StatusCode} to a stranger.");
        }
    }

    private static string NameOf(RouteEndpoint route) => "/" + route.RoutePattern.RawText!.TrimStart('/');
}
