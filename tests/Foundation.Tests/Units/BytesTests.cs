namespace Athanor.Foundation.Units;

public sealed class BytesTests
{
    [Theory, InlineData("0", 0), InlineData("1048576", 1 << 20), InlineData("64KiB", 64 << 10), InlineData("1.5 GiB", 3L << 29), InlineData("64KB", 64_000), InlineData(" 2 mib ", 2 << 20)]
    [InlineData("7 B", 7), InlineData("9223372036854775807", long.MaxValue), InlineData("1PB", 1_000_000_000_000_000)]
    public void It_is_read_the_way_people_write_it(string text, long expected)
    {
        Assert.True(Bytes.TryParse(text, out var size));
        Assert.Equal(expected, size.Value);
    }

    [Theory, InlineData(null), InlineData(""), InlineData("KiB"), InlineData("-1"), InlineData("1.2.3"), InlineData("1 XB"), InlineData("8192 PiB"), InlineData("9223372036854775808"), InlineData("1e9")]
    public void What_is_no_size_is_refused(string? text) => Assert.False(Bytes.TryParse(text, out _));

    [Theory, InlineData(0, "0 B"), InlineData(1023, "1023 B"), InlineData(1024, "1 KiB"), InlineData(1536, "1.5 KiB"), InlineData(-2048, "-2 KiB"), InlineData(long.MaxValue, "8192 PiB")]
    public void It_is_written_with_the_largest_unit_that_fits(long size, string expected) => Assert.Equal(expected, $"{new Bytes(size)}");
}
