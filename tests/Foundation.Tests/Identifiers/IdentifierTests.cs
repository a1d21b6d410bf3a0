using Athanor.Conformance;

namespace Athanor.Foundation.Identifiers;

public sealed class IdentifierTests
{
    [Fact]
    public void It_begins_with_its_kind_and_has_26_digits() =>
        Assert.Matches("^run_[0-9a-hjkmnp-tv-z]{26}$", Identifier.Create("run", TimeProvider.System));

    [Fact]
    public void Text_order_is_the_order_in_which_they_were_made()
    {
        var clock = new ManualClock();
        var made = new List<string>();
        for (var index = 0; index < 100; index++)
        {
            made.Add(Identifier.Create("run", clock));
            clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.Equal(made.Order(StringComparer.Ordinal), made);
    }

    [Fact]
    public void Those_of_one_instant_differ()
    {
        var clock = new ManualClock();

        Assert.Equal(1000, Enumerable.Range(0, 1000).Select(_ => Identifier.Create("run", clock)).Distinct().Count());
    }
}
