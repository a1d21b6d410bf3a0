using Athanor.Foundation.Problems;
using Athanor.Training.Data;

namespace Athanor.Training.Tests.Data;

public sealed class TableTests
{
    [Fact]
    public void Rows_are_read_as_RFC_4180_writes_them()
    {
        var lines = CsvTable.Parse("a,b\r\n1,\"x, \"\"y\"\"\"\r\n\n 2 ,\"over\ntwo lines\"\n3,", "t.csv");

        Assert.Equal([["a", "b"], ["1", "x, \"y\""], ["2", "over\ntwo lines"], ["3", ""]], lines);
    }

    [Theory]
    [InlineData("a,b\n1\n", "Line 2 of t.csv is no row of its table: it has 1 fields under 2 columns")]
    [InlineData("a,b\n1,\"2", "a quotation mark is never closed")]
    public void A_line_that_is_no_row_is_named(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<ProblemException>(() => CsvTable.Parse(text, "t.csv")).Problem.Detail, StringComparison.Ordinal);

    [Fact]
    public void Numbers_stay_numbers_and_words_become_ones()
    {
        CsvTable table = new(["size", "colour", "kind"], [["1", "red", "a"], ["3", "blue", "b"], ["", "red", "b"], ["2", "", "a"]]);
        var encoding = TableEncoding.Of(table, [0, 1, 2, 3], target: null);
        var row = new float[encoding.Width];

        Assert.Equal(("kind", 3), (encoding.Target, encoding.Width));
        Assert.Equal(["a", "b"], encoding.Labels);
        encoding.Write(column => column == "size" ? "7.5" : "blue", row);
        Assert.Equal([7.5f, 1, 0], row);
        encoding.Write(column => column == "size" ? "" : "green", row);
        Assert.Equal([2, 0, 0], row);
    }

    [Fact]
    public void A_target_that_cannot_be_told_is_refused()
    {
        CsvTable table = new(["size", "kind"], [["1", "a"], ["2", "a"]]);

        Assert.Equal("training/bad-target", Assert.Throws<ProblemException>(() => TableEncoding.Of(table, [0, 1], "kind")).Problem.Code);
        Assert.Equal("training/no-column", Assert.Throws<ProblemException>(() => TableEncoding.Of(table, [0, 1], "species")).Problem.Code);
    }

    [Fact]
    public void Columns_are_brought_to_one_scale_by_what_is_trained_on()
    {
        CsvTable table = new(["size", "same", "kind"], [["1", "4", "a"], ["3", "4", "b"], ["100", "4", "a"], ["9", "4", ""]]);
        var rows = new TableRows(table, TableEncoding.Of(table, [0, 1], null), new([0, 1, 3], [2]));
        var row = new float[2];

        Assert.Equal([0, 1], rows.Training);
        Assert.Equal([2], rows.Held);
        rows.Read(1, row);
        Assert.Equal([1, 0], row);
    }
}
