using Athanor.WebConsole.Lineage;
using static Athanor.WebConsole.Tests.Lineage.Edges;

namespace Athanor.WebConsole.Tests.Lineage;

public sealed class LineageDrawingTests
{
    [Fact]
    public void Each_thing_stands_right_of_all_that_it_came_from()
    {
        var drawing = LineageDrawing.Of(Thing("run"), [Between("data", "run", 1), Between("data", "commit", 2), Between("commit", "run", 1)], [Between("run", "model", 1)]);

        Assert.Equal(4, drawing.Lines.Count);
        Assert.All(drawing.Lines, line => Assert.True(line.From.X < line.To.X, $"{line.From.Subject} → {line.To.Subject}"));
        Assert.Equal(0, drawing.Boxes.Single(box => box.Subject == Thing("run")).Column);
    }

    [Fact]
    public void No_two_boxes_overlap()
    {
        var drawing = LineageDrawing.Of(Thing("0"), [], [.. Enumerable.Range(1, 20).Select(child => Between("0", $"{child}", 1))]);

        Assert.Equal(drawing.Boxes.Count, drawing.Boxes.Select(box => (box.X, box.Y)).Distinct().Count());
        Assert.All(drawing.Boxes, box => Assert.InRange(box.Y + LineageDrawing.BoxHeight, 0, drawing.Height));
    }

    [Fact]
    public void Things_that_came_from_each_other_are_drawn_once_each()
    {
        var drawing = LineageDrawing.Of(Thing("a"), [Between("b", "a", 1), Between("a", "b", 2)], [Between("a", "b", 1), Between("b", "a", 2)]);

        Assert.Equal(2, drawing.Boxes.Count);
    }

    [Fact]
    public void A_large_lineage_is_cut_and_says_how_much_is_left_out()
    {
        var drawing = LineageDrawing.Of(Thing("0"), [], Chain(100));

        Assert.Equal(101, drawing.Boxes.Count + drawing.Hidden);
        Assert.True(drawing.Hidden > 0);
    }
}
