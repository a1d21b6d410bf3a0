using Athanor.Compute.Collectives.Ring;

namespace Athanor.Compute.Collectives;

public sealed class RingTests : CollectivesConformance
{
    protected override string Kind => "ring";

    protected override Task<ICollectives> JoinAsync(GangMember member, CancellationToken cancellation) => RingCollectives.JoinAsync(member, cancellation);
}
