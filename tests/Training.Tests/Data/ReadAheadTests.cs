using Athanor.Compute.Tensors;
using Athanor.Training.Data;

namespace Athanor.Training.Tests.Data;

public sealed class ReadAheadTests
{
    [Theory, InlineData(0), InlineData(41)]
    public void Batches_come_in_order_wherever_one_begins_and_are_not_overwritten_while_they_are_used(int first)
    {
        using var ahead = new ReadAhead<Indices>([new(1), new(1), new(1)], (slot, batch) => slot.Span[0] = (int)batch);

        for (var batch = first; batch < first + 100; batch++)
        {
            var taken = ahead.Take(batch);
            if (batch % 7 == 0) Thread.Yield();
            Assert.Equal(batch, taken.Span[0]);
        }
    }

    [Fact]
    public void It_reads_no_further_ahead_than_it_has_slots()
    {
        var read = 0L;
        using var ahead = new ReadAhead<Indices>([new(1), new(1), new(1)], (_, batch) => Volatile.Write(ref read, batch));
        ahead.Take(0);

        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref read) == 2, TimeSpan.FromSeconds(10)));
        Assert.False(SpinWait.SpinUntil(() => Volatile.Read(ref read) > 2, TimeSpan.FromMilliseconds(20)));
    }

    [Fact]
    public void What_cannot_be_read_is_told_when_its_turn_comes()
    {
        using var ahead = new ReadAhead<Indices>([new(1), new(1)], (_, batch) =>
        {
            if (batch == 3) throw new IOException("gone");
        });
        for (var batch = 0; batch < 3; batch++) ahead.Take(batch);

        Assert.Equal("gone", Assert.Throws<IOException>(() => ahead.Take(3)).Message);
    }
}
