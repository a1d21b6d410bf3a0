using Athanor.Access.Authorization;

namespace Athanor.Objects;

public static class ObjectsPermissions
{
    public static Permission Read { get; } = new("objects:read", Role.Viewer, "List buckets and read objects.");
    public static Permission Write { get; } = new("objects:write", Role.Contributor, "Store, copy and delete objects.");
    public static Permission Manage { get; } = new("buckets:manage", Role.Operator, "Create, configure and delete buckets.");

    public static Permission Quotas { get; } = new("quotas:manage", Role.Operator, "Limit what a project may hold.");
    public static Permission Check { get; } = new("objects:check", Role.Operator, "Read all objects back from the disk, and see what is damaged.");

    public static IReadOnlyList<Permission> All { get; } = [Read, Write, Manage, Quotas, Check];
}
