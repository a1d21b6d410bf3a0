using System.Text;

namespace Athanor.Objects.Names;

public sealed class ObjectKeyTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("../../etc/passwd")]
    [InlineData("//a//b//")]
    [InlineData("日本語/🌱/ñandú")]
    [InlineData("new\nline\u0001")]
    public void Any_text_is_a_key(string text) => Assert.Equal(text, ObjectKey.TryParse(text, out var key) ? key.Value : null);

    // "The object key name … is a sequence of Unicode characters with UTF-8 encoding of up to 1,024 bytes long."
    [Fact]
    public void A_key_is_at_most_1024_bytes_long()
    {
        Assert.True(ObjectKey.TryParse(new string('a', 1024), out _));
        Assert.True(ObjectKey.TryParse(string.Concat(Enumerable.Repeat("🌱", 256)), out _));
        Assert.False(ObjectKey.TryParse(new string('a', 1025), out _));
        Assert.False(ObjectKey.TryParse(string.Concat(Enumerable.Repeat("🌱", 257)), out _));
        Assert.False(ObjectKey.TryParse(new string('ü', 513), out _));
    }

    // An attribute would mend half a pair before the test sees it.
    [Fact]
    public void Nothing_a_nul_and_halves_of_characters_are_no_key()
    {
        foreach (var text in (string?[])["", "nul\0", "half \ud83c of a pair", "\udf31\ud83c", "\ud83c", null]) Assert.False(ObjectKey.TryParse(text, out _));
    }

    // "List results are always returned in UTF-8 binary order."
    [Fact]
    public void Keys_are_ordered_by_their_bytes() => Seeded.ForAll(
        random =>
        {
            if (!ObjectKey.TryParse(random.AnyText(4), out var left) || !ObjectKey.TryParse(random.AnyText(4), out var right)) return;

            var byBytes = Encoding.UTF8.GetBytes(left.Value).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right.Value));

            Assert.Equal(Math.Sign(byBytes), Math.Sign(left.CompareTo(right)));
        });
}
