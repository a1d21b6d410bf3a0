using System.Text;

namespace Athanor.WebConsole.Jobs.Logs;

public sealed class TerminalTextTests
{
    [Theory]
    [InlineData("\u001b[31mred\u001b[0m plain", "red/ansi-1| plain/")]
    [InlineData("\u001b[1;92mgood\u001b[22;39m", "good/bold ansi-10")]
    [InlineData("\u001b[97;41mon red", "on red/ansi-15 on-ansi-1")]
    [InlineData("\u001b[38;5;9mnine\u001b[38;5;196mcube\u001b[38;2;0;0;255mblue", "ninecube/ansi-9|blue/ansi-12")]
    [InlineData("\u001b[33ma\u001b[mb", "a/ansi-3|b/")]
    [InlineData("\u009b32mgreen", "green/ansi-2")]
    [InlineData("\u001b[31m\u001b[4;53;999mstill red", "still red/ansi-1")]
    public void Colours_and_bold_become_names_of_classes(string written, string expected) => Assert.Equal(expected, Read(written));

    [Theory]
    [InlineData("a\u001b[2J\u001b[10;10H\u001b[?25lb")]
    [InlineData("a\u001b]0;a title\ab")]
    [InlineData("a\u001b]8;;javascript:alert(1)\u001b\\b")]
    [InlineData("a\u001bPsixel\u001b\\b")]
    [InlineData("a\u001b(Bb")]
    [InlineData("a\u001b[>4;2mb")]
    [InlineData("a\u001b7\u001b8b")]
    public void Every_other_sequence_is_dropped(string written) => Assert.Equal("ab/", Read(written));

    [Fact]
    public void A_sequence_without_an_end_takes_no_more_than_its_line()
    {
        var text = TextOf("kept\u001b]0;never ended\nnext\u001b[31");

        Assert.Equal("kept/", Write(Assert.Single(text.TakeLines())));
        Assert.Equal("next/", Write(text.Open()));
    }

    [Fact]
    public void A_carriage_return_writes_over_its_line_and_before_an_end_of_line_does_nothing()
    {
        var text = TextOf("10 %\r20 %\r\u001b[K100 %\r\nnext");

        Assert.Equal("100 %/", Write(Assert.Single(text.TakeLines())));
        Assert.Equal("next/", Write(text.Open()));
    }

    [Theory]
    [InlineData("a\0b\u0007c\u007f", "a␀b␇c␡/")]
    [InlineData("a\tb", "a\tb/")]
    [InlineData("abc\u202ecba", "abc\ufffdcba/")]
    public void What_is_no_text_is_shown_as_what_it_is(string written, string expected) => Assert.Equal(expected, Read(written));

    [Fact]
    public void Bytes_that_are_no_text_are_replaced_and_a_letter_may_come_in_two_pieces()
    {
        var text = new TerminalText(10);
        text.Read([(byte)'a', 0xff, 0xc3]);
        text.Read([0xa9, (byte)'z']);

        Assert.Equal("a\ufffdéz/", Write(text.Open()));
    }

    [Fact]
    public void A_sequence_may_come_in_two_pieces()
    {
        var text = new TerminalText(10);
        text.Read("\u001b[3"u8);
        text.Read("1mred"u8);

        Assert.Equal("red/ansi-1", Write(text.Open()));
    }

    [Fact]
    public void A_long_line_says_how_much_of_it_is_not_shown()
    {
        var line = TextOf(new string('x', 10_000)).Open();

        Assert.Equal(6000, line.Hidden);
        Assert.Equal(4000, line.Runs.Sum(run => run.Text.Length));
    }

    [Fact]
    public void Only_the_newest_lines_are_kept()
    {
        var text = new TerminalText(2);
        text.Read("1\n2\n3\n"u8);

        Assert.True(text.HasDropped);
        Assert.Equal(["2/", "3/"], text.TakeLines().Select(Write));
        Assert.False(text.HasDropped);
    }

    [Fact]
    public void The_open_line_is_measured_in_bytes_so_that_a_reader_can_begin_it_again()
    {
        var text = TextOf("one\ntwé");
        Assert.Equal(4, text.OpenBytes);

        text.Read("!"u8);
        Assert.Equal(5, text.OpenBytes);

        text.Read("\n"u8);
        Assert.Equal(0, text.OpenBytes);
    }

    private static string Read(string written) => Write(TextOf(written).Open());

    private static TerminalText TextOf(string written)
    {
        var text = new TerminalText(100);
        text.Read(Encoding.UTF8.GetBytes(written));
        return text;
    }

    private static string Write(LogLine line) => string.Join('|', line.Runs.Select(run => $"{run.Text}/{run.Style}"));
}
