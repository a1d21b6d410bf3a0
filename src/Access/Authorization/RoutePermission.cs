namespace Athanor.Access.Authorization;

/// <summary>What a route demands of its caller. A route without one is refused by the gate and found by a test.</summary>
public abstract record RoutePermission
{
    /// <summary>A permission on the whole server.</summary>
    public sealed record OnServer(Permission Permission) : RoutePermission;

    /// <summary>A permission in the project that a route value names.</summary>
    public sealed record InProject(Permission Permission, string RouteValue) : RoutePermission;

    /// <summary>Any known caller; the handler shows each only what its roles allow.</summary>
    public sealed record AnyCaller(string Reason) : RoutePermission;

    /// <summary>No caller at all.</summary>
    public sealed record Open(string Reason) : RoutePermission;
}
