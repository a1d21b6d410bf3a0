using System.Text;
using Athanor.Datasets.Decoding.Text;

namespace Athanor.Datasets.Tests.Decoding;

public sealed class TextTests
{
    [Fact]
    public async Task A_text_of_many_blocks_is_read_whole() =>
        Assert.Null(await Utf8Text.InspectAsync(Content(string.Concat(Enumerable.Repeat("žluťoučký kůň 馬 🐎\n", 20_000))), default));

    [Fact]
    public async Task A_byte_that_is_no_UTF_8_is_named_by_its_line()
    {
        byte[] text = [.. "one\ntwo\n"u8, 0xC3, .. "x\n"u8];
        Assert.Equal("line 3 is no UTF-8: the byte 0xC3 does not belong there", await Utf8Text.InspectAsync(new MemoryStream(text), default));
        Assert.Equal("line 3 is no UTF-8: the byte 0xC3 does not belong there", Utf8Text.Decode(text).Finding);
    }

    [Fact]
    public async Task A_text_that_ends_within_a_letter_is_refused() => Assert.NotNull(await Utf8Text.InspectAsync(new MemoryStream([.. "ab"u8, 0xE2, 0x82]), default));

    [Fact]
    public async Task A_document_larger_than_memory_blocks_is_read_whole() =>
        Assert.Null(await JsonText.InspectAsync(Content($"[{string.Join(",", Enumerable.Range(0, 60_000).Select(number => $"{{\"id\":{number}}}"))}]"), default));

    [Theory]
    [InlineData("{\"a\": 1,\n \"b\": }", "line 2 is no JSON")]
    [InlineData("", "line 1 is no JSON")]
    [InlineData("{} {}", "line 1 is no JSON")]
    public async Task What_is_no_JSON_is_named_by_its_line(string text, string finding) => Assert.StartsWith(finding, await JsonText.InspectAsync(Content(text), default), StringComparison.Ordinal);

    [Fact]
    public async Task A_document_nested_too_deep_is_refused() => Assert.NotNull(await JsonText.InspectAsync(Content(new string('[', 100_000)), default));

    [Fact]
    public async Task Lines_are_counted_with_the_empty_ones() =>
        Assert.StartsWith("line 4 is no JSON", await JsonLines.InspectAsync(Content("{}\n\n[1]\r\n{\"a\"\n{}"), default), StringComparison.Ordinal);

    [Fact]
    public async Task Lines_that_are_all_JSON_pass() => Assert.Null(await JsonLines.InspectAsync(Content("{}\n1\n\"x\""), default));

    private static MemoryStream Content(string text) => new(Encoding.UTF8.GetBytes(text));
}
