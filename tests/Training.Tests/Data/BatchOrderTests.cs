using Athanor.Training.Data;

namespace Athanor.Training.Tests.Data;

public sealed class BatchOrderTests
{
    [Theory, InlineData(1), InlineData(2), InlineData(4)]
    public void All_workers_together_take_the_same_samples_in_the_same_steps(int workers)
    {
        const int Samples = 50, Batch = 8;
        var alone = new BatchOrder(Samples, Batch, 0, 1, seed: 5);
        for (var number = 0; number < 30; number++)
        {
            var expected = Enumerable.Range(0, Batch).Select(row => alone.At(number, row).Sample);
            var actual = Enumerable.Range(0, workers).SelectMany(rank => Enumerable.Range(0, Batch / workers).Select(row => new BatchOrder(Samples, Batch, rank, workers, seed: 5).At(number, row).Sample));
            Assert.Equal(expected, actual);
        }
    }

    [Fact]
    public void Each_epoch_takes_every_sample_once()
    {
        var order = new BatchOrder(48, 8, 0, 1, seed: 5);

        foreach (var epoch in new[] { 0, 3 })
            Assert.Equal(Enumerable.Range(0, 48), Enumerable.Range(epoch * 6, 6).SelectMany(batch => Enumerable.Range(0, 8).Select(row => order.At(batch, row).Sample)).Order());
    }
}
