using Athanor.Access.Authorization;

namespace Athanor.Jobs;

public static class JobsPermissions
{
    public static Permission Read { get; } = new("jobs:read", Role.Viewer, "See jobs, why they wait, their logs and what they use.");
    public static Permission Run { get; } = new("jobs:run", Role.Contributor, "Submit jobs, and cancel and retry one's own.");
    public static Permission Manage { get; } = new("jobs:manage", Role.Operator, "Cancel and retry the jobs of others, raise priorities, and set quotas and shares of projects.");

    public static IReadOnlyList<Permission> All { get; } = [Read, Run, Manage];
}
