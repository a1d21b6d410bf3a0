using Athanor.Foundation.Units;
using Athanor.Jobs.Model;
using Athanor.Jobs.Planning;

namespace Athanor.WebConsole.Jobs;

public sealed class TimelineTests
{
    private static readonly DateTimeOffset Until = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset From = Until.AddHours(-10);

    private static readonly PlannedNode Node = new("node", Cpus.Of(8), new Bytes(64L << 30)) { Accelerators = [new("gpu", "h100", new Bytes(80L << 30), 2)] };

    [Fact]
    public void An_attempt_stands_where_its_time_is()
    {
        var stretch = Assert.Single(Assert.Single(Draw([Held(1, 2, 5)]).Lanes, lane => lane.Name == "CPUs").Stretches);

        Assert.Equal((20, 30), (stretch.Start, stretch.Width));
        Assert.Equal("ended", stretch.Tone);
    }

    [Fact]
    public void What_began_before_and_what_still_runs_reaches_to_the_edges()
    {
        var stretches = Draw([Held(1, -5, 1), Held(2, 9, null)]).Lanes.Single(lane => lane.Name == "CPUs").Stretches;

        Assert.Equal((0, 10), (stretches[0].Start, stretches[0].Width));
        Assert.Equal((90, 10, "runs"), (stretches[1].Start, stretches[1].Width, stretches[1].Tone));
    }

    [Fact]
    public void Each_accelerator_has_a_lane_and_those_that_nobody_used_are_there_too()
    {
        var lanes = Draw([Held(1, 1, 2, "GPU-declared-h100-1")]).Lanes;

        Assert.Equal(["h100 1", "unused"], lanes.Select(lane => lane.Name));
        Assert.Single(lanes[0].Stretches);
        Assert.Empty(lanes[1].Stretches);
    }

    [Fact]
    public void Jobs_beside_each_other_have_lanes_of_their_own_and_one_after_the_other_share_one()
    {
        var lanes = Draw([Held(3, 4, 6), Held(2, 1, 5), Held(1, 0, 4)]).Lanes.Where(lane => lane.Name == "CPUs").ToList();

        Assert.Equal([[1, 3], [2]], lanes.Select(lane => lane.Stretches.Select(stretch => stretch.Job).ToArray()));
    }

    [Fact]
    public void What_lies_outside_of_the_time_is_not_drawn_and_what_is_short_can_be_seen()
    {
        var stretch = Assert.Single(Draw([Held(1, -3, -1), Held(2, 10, 10) with { Attempt = AttemptOf(2, 9.9999, 9.99999) }]).Lanes.Single(lane => lane.Name == "CPUs").Stretches);

        Assert.Equal(2, stretch.Job);
        Assert.True(stretch.Width > 0 && stretch.Start + stretch.Width <= 100);
    }

    [Fact]
    public void Lanes_are_bounded_and_the_rest_is_counted()
    {
        var timeline = Timeline.Of([.. Enumerable.Range(0, 100).Select(number => Held(number, 1, 2))], [Node], From, Until);

        Assert.Equal(16, Assert.Single(timeline.Groups).Lanes.Count);
        Assert.Equal(86, timeline.Hidden);
    }

    [Theory]
    [InlineData(9.9, 15)]
    [InlineData(9.5, 60)]
    [InlineData(2, 360)]
    public void No_more_time_is_drawn_than_something_happened_in(double from, double minutes)
    {
        var timeline = Timeline.Of([Held(1, from, null)], [Node], Until);

        Assert.Equal(minutes, (timeline.Until - timeline.From).TotalMinutes);
    }

    private static Timeline.Group Draw(IReadOnlyList<Holding> holdings) => Assert.Single(Timeline.Of(holdings, [Node], From, Until).Groups);

    private static Holding Held(long job, double from, double? until, params string[] accelerators) => new("train", "default", "ada", AttemptOf(job, from, until, accelerators));

    private static Attempt AttemptOf(long job, double from, double? until, params string[] accelerators) =>
        new(job, 1, "local", [new("node") { Accelerators = accelerators }], From.AddHours(from)) { EndedAt = until is { } end ? From.AddHours(end) : null };
}
