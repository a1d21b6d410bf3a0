using Athanor.Training.Modules;

namespace Athanor.Training.Tests;

public sealed class ParameterSetTests
{
    [Fact]
    public void Parameters_lie_in_one_vector_in_the_order_of_their_declaration_and_begin_at_a_line_of_the_cache()
    {
        using var set = new ParameterSet();
        var first = set.Declare("first", new(3, 5), Initialization.Normal(1));
        var second = set.Declare("second", new(7), Initialization.Ones);
        set.Allocate(seed: 7);

        Assert.Equal((0, 16, 32), (set.OffsetOf(0), set.OffsetOf(1), set.Length));
        Assert.Equal(set.Values.Span[..15].ToArray(), first.Value.Span.ToArray());
        Assert.Equal(0, set.Values.Span[15]);
        Assert.All(second.Value.Span.ToArray(), value => Assert.Equal(1, value));
    }

    [Fact]
    public void First_values_are_normal_and_a_function_of_the_seed()
    {
        float[] Values(ulong seed)
        {
            using var set = new ParameterSet();
            var weight = set.Declare("weight", new(100, 100), Initialization.Normal(0.5f));
            set.Allocate(seed);
            return weight.Value.Span.ToArray();
        }

        var values = Values(7);
        Assert.Equal(values, Values(7));
        Assert.NotEqual(values, Values(8));
        Assert.InRange(values.Average(), -0.02, 0.02);
        Assert.InRange(Math.Sqrt(values.Average(value => value * value)), 0.48, 0.52);
    }

    [Fact]
    public void A_name_is_given_once()
    {
        using var set = new ParameterSet();
        set.Declare("weight", new(1), Initialization.Zeros);

        Assert.Throws<ArgumentException>(() => set.Declare("weight", new(1), Initialization.Zeros));
    }
}
