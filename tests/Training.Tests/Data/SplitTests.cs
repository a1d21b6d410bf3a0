using Athanor.Training.Data;

namespace Athanor.Training.Tests.Data;

public sealed class SplitTests
{
    [Fact]
    public void About_the_share_that_was_asked_for_is_held_out_and_stays_so_when_others_come()
    {
        var names = Enumerable.Range(0, 5000).Select(index => $"oak/{index}.jpg").ToList();
        var split = Split.Of(names, 0.2);

        Assert.InRange(split.Held.Count, 900, 1100);
        Assert.Equal(5000, split.Held.Count + split.Training.Count);
        var more = Split.Of([.. names.Take(2500), "ash/1.jpg", .. names.Skip(2500)], 0.2);
        Assert.Equal(split.Held.Where(index => index < 2500), more.Held.Where(index => index < 2500));
    }

    [Theory, InlineData(1, 0), InlineData(2, 1), InlineData(5, 1)]
    public void Of_few_samples_one_is_held_out_where_one_can_be(int count, int held) => Assert.Equal(held, Split.Of([.. Enumerable.Range(0, count).Select(index => $"{index}")], 0.0001).Held.Count);
}
