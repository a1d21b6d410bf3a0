using System.Text;
using Athanor.Objects.Names;

namespace Athanor.Objects.Versions;

public sealed class KeyRangeTests
{
    [Theory]
    [InlineData("", null)]
    [InlineData("a", "b")]
    [InlineData("a/", "a0")]
    [InlineData("az\U0010FFFF", "a{")]
    [InlineData("\U0010FFFF", null)]
    [InlineData("\uD7FF", "\uE000")]
    [InlineData("\uFFFF", "\U00010000")]
    [InlineData("leaf\U0001F33F", "leaf\U0001F340")]
    public void The_end_of_a_prefix_is_the_first_text_behind_all_that_begin_with_it(string prefix, string? end) => Assert.Equal(end, KeyRange.EndOf(prefix));

    [Fact]
    public void Every_key_with_the_prefix_lies_before_its_end_and_no_other_key_between()
    {
        var chance = new Random(1337);
        for (var round = 0; round < 20_000; round++)
        {
            var (prefix, key) = (RandomText(chance, 3), RandomText(chance, 5));

            var end = KeyRange.EndOf(prefix);

            var isBetween = CompareBytes(prefix, key) <= 0 && (end is null || CompareBytes(key, end) < 0);
            Assert.Equal(key.StartsWith(prefix, StringComparison.Ordinal), isBetween);
        }
    }

    [Fact]
    public void Keys_are_compared_as_their_bytes_are()
    {
        var chance = new Random(7);
        for (var round = 0; round < 20_000; round++)
        {
            var (left, right) = (RandomText(chance, 4), RandomText(chance, 4));

            Assert.Equal(Math.Sign(CompareBytes(left, right)), Math.Sign(ObjectKey.Compare(left, right)));
        }
    }

    private static string RandomText(Random chance, int longest)
    {
        string[] letters = ["a", "b", "/", "z", "\u007F", "é", "\uD7FF", "\uE000", "\uFFFF", "\U00010000", "\U0001F33F", "\U0010FFFF"];
        return string.Concat(Enumerable.Range(0, chance.Next(longest + 1)).Select(_ => letters[chance.Next(letters.Length)]));
    }

    private static int CompareBytes(string left, string right) => Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right));
}
