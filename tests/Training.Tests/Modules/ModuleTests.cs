using Athanor.Compute.Tensors;
using Athanor.Training.Modules;

namespace Athanor.Training.Tests.Modules;

public sealed class ModuleTests
{
    [Fact]
    public void A_module_that_would_overwrite_what_another_still_needs_is_refused()
    {
        var scope = GradientCheck.NewScope();
        var shape = new Shape(2, 3);

        Assert.Throws<ArgumentException>(() => new Sequence(scope, new Relu(scope, shape), new Relu(scope, shape)));
        Assert.Throws<ArgumentException>(() => new Residual(scope, new Relu(scope, shape)));
    }

    [Fact]
    public void Dropout_drops_another_share_in_another_step_the_same_in_the_same_and_none_while_judging()
    {
        var scope = GradientCheck.NewScope();
        using var input = Tensor.From(new(4, 50), [.. Enumerable.Repeat(1f, 200)]);
        using var dropout = new Dropout(scope, input.Shape, 0.5f);
        float[] At(ulong step)
        {
            scope.Chance.Step = step;
            return dropout.Forward(input).Span.ToArray();
        }

        var first = At(1);

        Assert.Equal(first, At(1));
        Assert.NotEqual(first, At(2));
        Assert.All(first, value => Assert.True(value is 0 or 2));
        Assert.InRange(first.Count(value => value == 0), 60, 140);
        scope.Chance.IsDropping = false;
        Assert.Equal(input.Span.ToArray(), At(1));
    }

    [Fact]
    public void Two_dropouts_of_a_model_do_not_drop_alike()
    {
        var scope = GradientCheck.NewScope();
        using var input = Tensor.From(new(1, 100), [.. Enumerable.Repeat(1f, 100)]);
        using var one = new Dropout(scope, input.Shape, 0.5f);
        using var other = new Dropout(scope, input.Shape, 0.5f);

        Assert.NotEqual(one.Forward(input).Span.ToArray(), other.Forward(input).Span.ToArray());
    }

    [Fact]
    public void Memory_that_was_given_back_is_lent_again()
    {
        using var workspace = new Workspace();
        var first = workspace.Take(new(2, 3));
        var second = workspace.Take(new(2, 3));
        workspace.Give(first);

        Assert.NotSame(first, second);
        Assert.Same(first, workspace.Take(new(2, 3)));
    }
}
