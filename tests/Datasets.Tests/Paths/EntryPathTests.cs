using System.Text;
using Athanor.Foundation.Problems;
using FsCheck;
using FsCheck.Fluent;

namespace Athanor.Datasets.Paths;

public sealed class EntryPathTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("train/rose/001.jpg")]
    [InlineData("日本語/🌱/ñandú .txt")]
    [InlineData("...")]
    [InlineData("a/.hidden/..b")]
    [InlineData("~/$HOME/%2e%2e/*?")]
    public void Names_with_single_slashes_between_are_a_path(string text) => Assert.Equal(text, EntryPath.Parse(text).Value);

    [Theory]
    [InlineData("", "empty")]
    [InlineData("/etc/passwd", "starts with a slash")]
    [InlineData("a/", "ends with a slash")]
    [InlineData("a//b", "two slashes")]
    [InlineData("..", "'..'")]
    [InlineData("a/../../b", "'..'")]
    [InlineData("./a", "'.'")]
    [InlineData("a/.", "'.'")]
    [InlineData("a\\b", "backslash")]
    [InlineData("a\nb", "control character")]
    [InlineData("a\0", "control character")]
    [InlineData("a\u0085b", "control character")]
    public void What_could_lead_elsewhere_is_refused_with_its_rule(string text, string reason)
    {
        var refusal = Assert.Throws<ProblemException>(() => EntryPath.Parse(text)).Problem;

        Assert.False(EntryPath.TryParse(text, out _));
        Assert.Equal(("datasets/bad-path", 400), (refusal.Code, refusal.Status));
        Assert.Contains(reason, refusal.Detail);
    }

    // An attribute would mend half a pair before the test sees it.
    [Fact]
    public void Halves_of_characters_are_no_path()
    {
        foreach (var text in (string?[])["half \ud83c of a pair", "\udf31\ud83c", "\ud83c", null]) Assert.False(EntryPath.TryParse(text, out _));
    }

    [Fact]
    public void A_path_is_at_most_1024_bytes_long()
    {
        Assert.True(EntryPath.TryParse(string.Concat(Enumerable.Repeat("🌱", 256)), out _));
        Assert.False(EntryPath.TryParse(new string('a', 1025), out _));
        Assert.False(EntryPath.TryParse(new string('ü', 513), out _));
    }

    [Fact]
    public void A_refusal_shows_a_hostile_path_safely_and_shortly()
    {
        var refusal = Assert.Throws<ProblemException>(() => EntryPath.Parse("\u001b[31m\r\n" + new string('a', 5000))).Problem;

        Assert.DoesNotContain(refusal.Detail, char.IsControl);
        Assert.True(refusal.Detail.Length < 300);
    }

    [Fact]
    public void Paths_are_ordered_by_their_bytes() => Prop.ForAll(
        Gen.Elements("a", "b", ".", "-", "é", "\ue000", "\uffff", "🌱", "𐀀").NonEmptyListOf().Two().ToArbitrary(),
        pair =>
        {
            var (left, right) = (EntryPath.Parse("x" + string.Concat(pair.Item1)), EntryPath.Parse("x" + string.Concat(pair.Item2)));
            var byBytes = Encoding.UTF8.GetBytes(left.Value).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right.Value));
            return Math.Sign(byBytes) == Math.Sign(left.CompareTo(right));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
}
