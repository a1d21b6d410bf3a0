using System.Text;
using Athanor.Datasets.Decoding.Text;

namespace Athanor.Datasets.Tests.Decoding;

public sealed class CsvReaderTests
{
    [Theory]
    [InlineData("a,b\n1,2\n", "a|b;1|2")]
    [InlineData("a,b\r\n1,2", "a|b;1|2")]
    [InlineData("\uFEFF\"a\",b\n", "a|b")]
    [InlineData("\"x,\"\"y\"\"\",\"two\nlines\"\n", "x,\"y\"|two\nlines")]
    [InlineData("a,,\n,,\n", "a||;||")]
    [InlineData("\"\"\n", "")]
    public async Task Rows_are_read_as_the_standard_has_them(string text, string rows) => Assert.Equal(rows, string.Join(";", (await ReadAsync(text)).Select(row => string.Join("|", row))));

    [Theory]
    [InlineData("a,b\n1,2,3\n", "row 2 has 3 fields, and the first row has 2")]
    [InlineData("a,b\n\"1,2\n", "row 2 begins a quoted field that never ends")]
    [InlineData("a,b\n1,2\"\n", "row 2 has a quote within a field that does not begin with one")]
    [InlineData("a,b\n\"1\"x,2\n", "row 2 has 'x' after the end of a quoted field")]
    [InlineData("", "it is empty")]
    public async Task What_breaks_the_rules_is_named_by_its_row(string text, string finding) => Assert.Equal(finding, await CsvReader.InspectAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), default));

    [Fact]
    public async Task A_table_of_many_blocks_is_read_whole()
    {
        var text = string.Concat(Enumerable.Range(0, 30_000).Select(number => $"{number},\"číslo {number}\"\r\n"));
        Assert.Equal(30_000, (await ReadAsync(text)).Count);
        Assert.Null(await CsvReader.InspectAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), default));
    }

    [Fact]
    public async Task A_field_without_end_is_refused_before_it_fills_the_memory() =>
        Assert.Contains("a field of more than", await CsvReader.InspectAsync(new MemoryStream(Encoding.UTF8.GetBytes(new string('x', 3 << 20))), default), StringComparison.Ordinal);

    [Fact]
    public async Task Bytes_that_are_no_UTF_8_are_refused() => Assert.Contains("no UTF-8", await CsvReader.InspectAsync(new MemoryStream([.. "a,b\n"u8, 0xFF, 0xFE]), default), StringComparison.Ordinal);

    private static async Task<List<string[]>> ReadAsync(string text)
    {
        using var reader = new CsvReader(new MemoryStream(Encoding.UTF8.GetBytes(text)));
        var rows = new List<string[]>();
        while (await reader.ReadAsync(default) is { } row) rows.Add([.. row]);
        return rows;
    }
}
