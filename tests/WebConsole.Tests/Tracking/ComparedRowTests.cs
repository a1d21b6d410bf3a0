namespace Athanor.WebConsole.Tracking;

public sealed class ComparedRowTests
{
    [Fact]
    public void What_differs_comes_first_and_what_a_run_has_not_is_a_difference()
    {
        var rows = ComparedRow.Of([[new("a", "1"), new("b", "2"), new("c", "3")], [new("a", "1"), new("b", "5")]]);

        Assert.Equal(["b", "c", "a"], rows.Select(row => row.Name));
        Assert.Equal(["3", ""], rows[1].Values);
        Assert.Equal([false, false, true], rows.Select(row => row.IsSame));
    }
}
