using Athanor.Jobs.Planning.Capacity;
using Athanor.Jobs.Planning.Queue;

namespace Athanor.Jobs.Planning.Explaining;

/// <summary>Who has what a job waits for.</summary>
internal sealed class Holders(Round round, Candidate job)
{
    private const int Most = 5;

    /// <summary>Those who are gone soonest first, and of those the ones that leave most.</summary>
    public static IReadOnlyList<Holder> Of(IEnumerable<Tenant> tenants) =>
    [
        .. tenants.Where(tenant => tenant.Running is not null).OrderBy(tenant => tenant.End)
            .ThenByDescending(tenant => tenant.Amounts.Accelerators).ThenByDescending(tenant => tenant.Amounts.Cpus).ThenBy(tenant => tenant.Id).Take(Most)
            .Select(tenant => new Holder(tenant.Id, tenant.Account.Project, tenant.Running!.Owner, Words.Holds(tenant.Amounts, tenant.Running.Needs), tenant.End < Ends.Unknown ? new(tenant.End, TimeSpan.Zero) : null)),
    ];

    public IReadOnlyList<Holder> InTheWay() => Of(round.Tenants.All.Where(IsInTheWay));

    /// <summary>On a node where the job could be, and if it is accelerators that lack, with some that are good for it.</summary>
    private bool IsInTheWay(Tenant tenant)
    {
        foreach (var seat in tenant.Seats)
        {
            var nodes = round.Cluster.ClassOf[seat.Node];
            if (nodes.MayTake(job.Shape, job.Region) && (IsSharing(seat, nodes) || IsFullOtherwise(seat.Node))) return true;
        }
        return false;
    }

    private bool IsSharing(in Seat seat, NodeClass nodes) =>
        job.Shape.Accelerators == 0 || (seat.Shape.Accelerators > 0 && seat.Shape.GroupsOn(nodes).Intersect(job.Shape.GroupsOn(nodes)).Any());

    private bool IsFullOtherwise(int node) => round.Tenants.Free.AcceleratorsOf(node, job.Shape) >= job.Shape.Accelerators;
}
