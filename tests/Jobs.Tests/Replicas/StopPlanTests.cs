using Athanor.Jobs.Replicas;
using Athanor.Jobs.Replicas.Running;

namespace Athanor.Jobs.Tests.Replicas;

public sealed class StopPlanTests
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    [Fact]
    public void Signals_follow_each_other_by_their_graces()
    {
        var plan = new StopPlan(Grace);

        plan.Ask(EndReason.Stopped, new("USR1", At(60)), At(5));

        Assert.Equal([(At(5), 10), (At(65), 15), (At(75), 9)], Steps(plan));
    }

    [Fact]
    public void Nothing_is_due_before_its_time()
    {
        var plan = new StopPlan(Grace);
        plan.Ask(EndReason.TimeLimit, null, At(5));

        Assert.Equal(15, plan.Due(At(5)));
        Assert.Null(plan.Due(At(14.9)));
        Assert.Equal(9, plan.Due(At(15)));
        Assert.Null(plan.NextAt);
    }

    [Fact]
    public void The_same_request_changes_nothing_and_another_starts_over()
    {
        var plan = new StopPlan(Grace);
        plan.Ask(EndReason.Stopped, new("USR1", At(60)), At(0));
        _ = plan.Due(At(0));

        plan.Ask(EndReason.Stopped, new("USR1", At(60)), At(20));
        Assert.Equal(At(60), plan.NextAt);

        plan.Ask(EndReason.Stopped, new(null, default), At(20));
        Assert.Equal(At(20), plan.NextAt);
    }

    [Fact]
    public void The_first_reason_stays()
    {
        var plan = new StopPlan(Grace);

        plan.Ask(EndReason.TimeLimit, null, At(0));
        plan.Ask(EndReason.Stopped, new(null, default), At(1));

        Assert.Equal(EndReason.TimeLimit, plan.Reason);
    }

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);

    private static List<(TimeSpan, int)> Steps(StopPlan plan)
    {
        var steps = new List<(TimeSpan, int)>();
        while (plan.NextAt is { } next) steps.Add((next, plan.Due(next)!.Value));
        return steps;
    }
}
