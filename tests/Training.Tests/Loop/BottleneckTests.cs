using Athanor.Training.Loop;

namespace Athanor.Training.Tests.Loop;

public sealed class BottleneckTests
{
    [Fact]
    public void Where_nothing_else_takes_time_computing_does()
    {
        var verdict = Bottleneck.Judge([new(0, 97, 1, 1, 0.5, 0.5)], prefetch: 2);

        Assert.Equal((StepPart.Compute, 1.0), (verdict.Part, verdict.Gain));
    }

    [Fact]
    public void The_rank_that_waits_for_data_is_named_with_what_would_be_gained()
    {
        var verdict = Bottleneck.Judge([new(0, 80, 5, 15, 0, 0), new(1, 69, 31, 0, 0, 0)], prefetch: 2);

        Assert.Equal((StepPart.DataWait, 1), (verdict.Part, verdict.Rank));
        Assert.Equal(1.449, verdict.Gain, 0.001);
        Assert.Contains("Waiting for data takes 31 % on rank 1: reading 2 batches ahead is too little", verdict.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void Workers_that_wait_for_a_slow_one_do_not_wait_for_the_network()
    {
        var verdict = Bottleneck.Judge([new(0, 50, 0, 50, 0, 0), new(1, 98, 0, 2, 0, 0), new(2, 52, 0, 48, 0, 0)], prefetch: 2);

        Assert.Equal((StepPart.Compute, 1), (verdict.Part, verdict.Rank));
        Assert.Contains("Rank 1 computes 88 % longer", verdict.Words, StringComparison.Ordinal);
    }

    [Theory, InlineData(StepPart.Communication), InlineData(StepPart.Checkpoint), InlineData(StepPart.Other)]
    public void Each_part_can_be_the_one(StepPart part)
    {
        double Of(StepPart each) => each == part ? 40 : each == StepPart.Compute ? 60 : 0;
        var times = new StepTimes(0, Of(StepPart.Compute), Of(StepPart.DataWait), Of(StepPart.Communication), Of(StepPart.Checkpoint), Of(StepPart.Other));

        Assert.Equal((part, 0.4), (Bottleneck.Judge([times], 2).Part, Bottleneck.Judge([times], 2).Share));
    }
}
