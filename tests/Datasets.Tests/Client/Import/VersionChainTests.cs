namespace Athanor.Datasets.Client.Import;

public sealed class VersionChainTests
{
    [Fact]
    public void A_request_that_changed_nothing_takes_no_version_from_those_that_did()
    {
        var chain = new VersionChain(new(1, 7));
        foreach (var (before, after) in ((long, long)[])[(8, 9), (8, 8), (7, 8), (9, 9)]) chain.Add(new(1, before, after));
        Assert.Equal(9, chain.End()!.Value.Version);

        chain.Add(new(1, 10, 11));
        Assert.Null(chain.End());
    }

    [Fact]
    public void Answers_may_come_in_any_order()
    {
        var chain = new VersionChain(new(1, 3));
        foreach (var before in (long[])[5, 3, 6, 4]) chain.Add(new(1, before, before + 1));

        Assert.Equal(new BranchMark(1, 7), chain.End());
    }

    [Fact]
    public void A_version_that_somebody_else_made_breaks_the_run()
    {
        var chain = new VersionChain(new(1, 3));
        foreach (var before in (long[])[3, 5]) chain.Add(new(1, before, before + 1));

        Assert.Null(chain.End());
    }
}
