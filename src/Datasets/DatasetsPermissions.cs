using Athanor.Access.Authorization;

namespace Athanor.Datasets;

public static class DatasetsPermissions
{
    public static Permission Read { get; } = new("datasets:read", Role.Viewer, "See datasets, their history and what is in them.");
    public static Permission Write { get; } = new("datasets:write", Role.Contributor, "Make datasets and branches, import, commit and merge.");
    public static Permission Manage { get; } = new("datasets:manage", Role.Operator, "Protect branches, label datasets, collect what nothing keeps, and delete datasets.");

    public static IReadOnlyList<Permission> All { get; } = [Read, Write, Manage];
}
