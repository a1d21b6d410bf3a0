using Microsoft.AspNetCore.Builder;

namespace Athanor.Access.Authorization;

public static class RoutePermissionExtensions
{
    public static TBuilder Requires<TBuilder>(this TBuilder route, Permission permission)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new RoutePermission.OnServer(permission));

    public static TBuilder RequiresInProject<TBuilder>(this TBuilder route, Permission permission, string routeValue = "project")
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new RoutePermission.InProject(permission, routeValue));

    public static TBuilder AnyCaller<TBuilder>(this TBuilder route, string reason)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new RoutePermission.AnyCaller(reason));

    public static TBuilder OpenToAll<TBuilder>(this TBuilder route, string reason)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new RoutePermission.Open(reason));
}
