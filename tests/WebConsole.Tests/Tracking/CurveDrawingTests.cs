using Athanor.Tracking.Charts;
using Athanor.WebConsole.Tracking.Curves;

namespace Athanor.WebConsole.Tracking;

public sealed class CurveDrawingTests
{
    private static readonly CurveChoice Plain = new("", 0, IsLogarithmic: false);

    [Fact]
    public void A_line_goes_from_the_lower_left_to_the_upper_right_and_has_no_band_where_columns_hold_one_number()
    {
        var drawing = Draw(Plain, At(0, 1), At(10, 3));

        Assert.Equal("M3,117h.01L597,3", drawing.Lines[0].Line);
        Assert.Equal("", drawing.Lines[0].Band);
        Assert.Equal(("3", "1", "0", "10"), (drawing.Top, drawing.Bottom, drawing.First, drawing.Last));
    }

    [Fact]
    public void A_band_goes_along_the_greatest_and_back_along_the_least()
    {
        var drawing = Draw(Plain, new ChartColumn(0, 0, 2, 1), new ChartColumn(10, 1, 2, 2));

        Assert.Equal("M3,3 597,3 597,60 3,117 Z", drawing.Lines[0].Band);
    }

    [Fact]
    public void What_is_no_number_leaves_a_gap()
    {
        var drawing = Draw(Plain, At(0, 0), new ChartColumn(1, double.NaN, double.NaN, double.NaN), At(2, 1));

        Assert.Equal("M3,117h.01M597,3h.01", drawing.Lines[0].Line);
    }

    [Fact]
    public void On_a_logarithmic_axis_each_power_takes_the_same_room_and_what_is_not_above_zero_is_left_out()
    {
        var drawing = Draw(Plain with { IsLogarithmic = true }, At(0, 1), At(1, 10), At(2, 100), At(3, 0));

        Assert.Equal("M3,117h.01L201,60L399,3", drawing.Lines[0].Line);
        Assert.Equal(("100", "1"), (drawing.Top, drawing.Bottom));
        Assert.True(Draw(Plain with { IsLogarithmic = true }, At(0, -1)).IsEmpty);
    }

    [Fact]
    public void Numbers_and_steps_as_far_apart_as_they_can_be_stay_within_the_picture()
    {
        var drawing = Draw(Plain, At(long.MinValue, double.MinValue), At(long.MaxValue, double.MaxValue));

        Assert.Equal("M3,117h.01L597,3", drawing.Lines[0].Line);
    }

    [Fact]
    public void Several_runs_share_both_axes()
    {
        var drawing = CurveDrawing.Of("loss", [new("a", [At(0, 0), At(5, 1)]), new("b", [At(10, 2)])], Plain);

        Assert.Equal("M3,117h.01L300,60", drawing.Lines[0].Line);
        Assert.Equal("M597,3h.01", drawing.Lines[1].Line);
    }

    [Fact]
    public void Smoothing_begins_at_the_first_number_and_follows_the_others_slowly() =>
        Assert.Equal([4.0, 2.0, double.NaN, 3.0], Smoothing.Of([4, 1, double.NaN, 3.75], 0.5).Select(value => Math.Round(value, 9)));

    private static CurveDrawing Draw(CurveChoice choice, params ChartColumn[] columns) => CurveDrawing.Of("loss", [new("a", columns)], choice);

    private static ChartColumn At(long step, double value) => new(step, value, value, value);
}
