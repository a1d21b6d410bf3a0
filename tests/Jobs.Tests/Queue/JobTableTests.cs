using Athanor.Foundation.Units;
using Athanor.Jobs.Model;
using Athanor.Jobs.Queue;

namespace Athanor.Jobs.Tests.Queue;

public sealed class JobTableTests
{
    private readonly JobTable _table = new();

    [Fact]
    public void News_in_the_wrong_order_leaves_the_newest()
    {
        _table.Remember(At(JobState.Running, version: 3));
        _table.Remember(At(JobState.Placed, version: 2));

        Assert.Equal(JobState.Running, _table.Find(1)!.State);
    }

    [Fact]
    public void A_job_that_is_over_does_not_come_back_with_old_news_but_with_a_retry()
    {
        _table.Remember(At(JobState.Placed, version: 2));
        _table.Remember(At(JobState.Cancelled, version: 4));
        _table.Remember(At(JobState.Stopping, version: 3));
        Assert.Empty(_table.Active);

        _table.Remember(At(JobState.Queued, version: 5));
        Assert.Equal(JobState.Queued, _table.Find(1)!.State);

        _table.Remember(At(JobState.Failed, version: 8));
        _table.Remember(At(JobState.Running, version: 7));
        Assert.Empty(_table.Active);
    }

    private static Job At(JobState state, long version) => new(1, new("job", "default", ["true"]) { Needs = new(Cpus.Of(1), Bytes.FromMebibytes(16)) }, "ada", state, DateTimeOffset.UnixEpoch) { Version = version };
}
