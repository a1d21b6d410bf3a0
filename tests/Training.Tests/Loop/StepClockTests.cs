using Athanor.Conformance;
using Athanor.Training.Loop;

namespace Athanor.Training.Tests.Loop;

public sealed class StepClockTests
{
    [Fact]
    public void The_parts_add_up_to_the_whole_and_begin_anew_when_taken()
    {
        var time = new ManualClock();
        var clock = new StepClock(time);
        var seconds = new float[5];

        Pass(StepPart.Compute, 3);
        Pass(StepPart.DataWait, 2);
        Pass(StepPart.Compute, 4);
        clock.Take(seconds);
        Assert.Equal([7, 2, 0, 0, 0], seconds);

        time.Advance(TimeSpan.FromSeconds(5));
        clock.Take(seconds);
        Assert.Equal([5, 0, 0, 0, 0], seconds);

        void Pass(StepPart part, int length)
        {
            clock.Turn(part);
            time.Advance(TimeSpan.FromSeconds(length));
        }
    }
}
