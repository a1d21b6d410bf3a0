using Athanor.Training.Data;

namespace Athanor.Training.Tests.Data;

public sealed class PassageTests
{
    [Theory]
    [InlineData("short")]
    [InlineData("two\n\nparagraphs")]
    public void A_short_text_is_one_passage(string text) => Assert.Equal([new(text, "a.md", 0)], Passage.Cut("a.md", text));

    [Fact]
    public void A_long_text_is_cut_where_paragraphs_end_and_its_passages_are_the_text()
    {
        var text = string.Concat(Enumerable.Range(0, 300).Select(number => $"{new string((char)('a' + (number % 26)), 30 + number)}\n\n"));

        var passages = Passage.Cut("a.md", text).ToList();

        Assert.Equal(text, string.Concat(passages.Select(passage => passage.Text)));
        Assert.All(passages.SkipLast(1), passage => Assert.EndsWith("\n\n", passage.Text, StringComparison.Ordinal));
        Assert.All(passages.SkipLast(1), passage => Assert.InRange(passage.Text.Length, 2_000, 2_400));
        Assert.Equal(Enumerable.Range(0, passages.Count), passages.Select(passage => passage.Number));
        Assert.Equal([text], Passage.Join(passages));
    }

    [Theory, InlineData(1_999), InlineData(7_999), InlineData(8_000), InlineData(8_001), InlineData(40_000)]
    public void A_text_without_paragraphs_is_cut_within_no_letter(int pairs)
    {
        var text = "x" + string.Concat(Enumerable.Repeat("🍁", pairs));

        var passages = Passage.Cut("a.md", text).ToList();

        Assert.Equal(text, string.Concat(passages.Select(passage => passage.Text)));
        Assert.All(passages, passage => Assert.False(char.IsLowSurrogate(passage.Text[0])));
        Assert.All(passages, passage => Assert.InRange(passage.Text.Length, 1, 8_000));
    }

    [Fact]
    public void Only_neighbours_of_one_text_are_joined()
    {
        Passage[] passages = [new("a", "1", 0), new("b", "1", 1), new("c", "1", 3), new("d", "2", 0), new("e", "2", 1)];

        Assert.Equal(["ab", "c", "de"], Passage.Join(passages));
    }
}
