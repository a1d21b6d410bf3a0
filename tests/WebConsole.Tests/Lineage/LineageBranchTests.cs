using Athanor.Foundation.Journal;
using Athanor.WebConsole.Lineage;
using static Athanor.WebConsole.Tests.Lineage.Edges;

namespace Athanor.WebConsole.Tests.Lineage;

public sealed class LineageBranchTests
{
    [Fact]
    public void A_thing_reached_twice_is_unfolded_once()
    {
        var branches = LineageBranch.Of(Thing("a"), [Between("a", "b", 1), Between("a", "c", 1), Between("b", "d", 2), Between("c", "d", 2), Between("d", "e", 3)], LineageDirection.Down);

        Assert.Equal([1, 0], branches.Select(branch => Assert.Single(branch.Next).Next.Count));
    }

    [Fact]
    public void A_cycle_ends()
    {
        var branches = LineageBranch.Of(Thing("a"), [Between("a", "b", 1), Between("b", "a", 2)], LineageDirection.Down);

        Assert.Empty(Assert.Single(Assert.Single(branches).Next).Next);
    }

    [Fact]
    public void A_long_chain_stops_and_says_that_it_goes_on()
    {
        var branch = Assert.Single(LineageBranch.Of(Thing("0"), Chain(1000), LineageDirection.Down));

        while (branch.Next.Count > 0) branch = Assert.Single(branch.Next);

        Assert.True(branch.IsCut);
    }
}
