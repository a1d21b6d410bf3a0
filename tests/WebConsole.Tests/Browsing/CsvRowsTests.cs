using Athanor.WebConsole.Browsing;

namespace Athanor.WebConsole.Tests.Browsing;

public sealed class CsvRowsTests
{
    [Theory]
    [InlineData("a,b\nc,d\n", "a|b/c|d")]
    [InlineData("a,b\r\nc,d", "a|b/c|d")]
    [InlineData("a;b\n1,5;2\n", "a|b/1,5|2")]
    [InlineData("a\tb\n", "a|b")]
    [InlineData("\"a,\"\"b\"\"\nc\",d\n", "a,\"b\"\nc|d")]
    [InlineData("a,,\n", "a||")]
    [InlineData("\"never closed,", "never closed,")]
    public void Rows_and_cells_are_taken_apart(string text, string expected)
    {
        var table = CsvRows.Read(text, isWhole: true);

        Assert.Equal(expected, string.Join('/', table.Rows.Select(row => string.Join('|', row))));
        Assert.True(table.IsWhole);
    }

    [Fact]
    public void The_row_at_which_the_text_was_cut_off_is_not_shown()
    {
        var table = CsvRows.Read("a,b\n1,2\n3,", isWhole: false);

        Assert.Equal(2, table.Rows.Count);
        Assert.False(table.IsWhole);
    }

    [Fact]
    public void Rows_and_columns_are_bounded()
    {
        var table = CsvRows.Read(string.Concat(Enumerable.Repeat(new string(',', 1000) + "\n", 1000)), isWhole: true);

        Assert.Equal((50, 30), (table.Rows.Count, table.Rows[0].Count));
        Assert.False(table.IsWhole);
    }
}
