using Athanor.Access.Authorization;

namespace Athanor.Tracking;

public static class TrackingPermissions
{
    public static Permission Read { get; } = new("tracking:read", Role.Viewer, "See experiments and runs, and search them.");
    public static Permission Write { get; } = new("tracking:write", Role.Contributor, "Make experiments and runs, log to them, delete and restore them.");

    public static IReadOnlyList<Permission> All { get; } = [Read, Write];
}
