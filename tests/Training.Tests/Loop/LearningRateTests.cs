using Athanor.Training.Loop;

namespace Athanor.Training.Tests.Loop;

public sealed class LearningRateTests
{
    [Fact]
    public void It_rises_in_a_line_and_falls_to_its_last_fraction()
    {
        var rate = new LearningRate(0.1f, WarmUp: 10, Steps: 100, Last: 0.2f);

        Assert.Equal(0.01f, rate.At(0), 1e-6f);
        Assert.Equal(0.1f, rate.At(9), 1e-6f);
        Assert.Equal(0.06f, rate.At(55), 1e-6f);
        Assert.Equal(0.02f, rate.At(100), 1e-6f);
        Assert.All(Enumerable.Range(10, 89), step => Assert.True(rate.At(step) >= rate.At(step + 1)));
    }
}
