using Athanor.Access.Authorization;

namespace Athanor.Tracking;

public static class TrackingPermissions
{
    public static Permission Read { get; } = new("tracking:read", Role.Viewer, "See experiments, runs and models, and search them.");
    public static Permission Write { get; } = new("tracking:write", Role.Contributor, "Make experiments and runs, log to them, delete and restore them.");
    public static Permission Clear { get; } = new("tracking:clear", Role.Operator, "Clear away what was deleted before its time, for good.");
    public static Permission WriteModels { get; } = new("models:write", Role.Contributor, "Register models and versions, describe, tag and delete them.");
    public static Permission PromoteModels { get; } = new("models:promote", Role.Contributor, "Move aliases and stages of models as far as gates allow, and back again.");
    public static Permission ApproveModels { get; } = new("models:approve", Role.Contributor, "Approve versions of models that others made; which roles count is the gate's to say.");
    public static Permission ManageModels { get; } = new("models:manage", Role.Operator, "Set and remove the gates of models, and rename or delete models that have some.");

    public static IReadOnlyList<Permission> All { get; } = [Read, Write, Clear, WriteModels, PromoteModels, ApproveModels, ManageModels];
}
