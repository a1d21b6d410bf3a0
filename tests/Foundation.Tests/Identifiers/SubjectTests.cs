namespace Athanor.Foundation.Identifiers;

public sealed class SubjectTests
{
    [Theory, InlineData("project/plants", "project", "plants"), InlineData("object/bucket/a/b", "object", "bucket/a/b"), InlineData("a//", "a", "/")]
    public void It_is_a_kind_and_a_name_that_may_hold_slashes(string text, string kind, string name)
    {
        Assert.True(Subject.TryParse(text, out var subject));
        Assert.Equal(new(kind, name), subject);
        Assert.Equal(text, $"{subject}");
    }

    [Theory, InlineData(null), InlineData(""), InlineData("/"), InlineData("plants"), InlineData("/plants"), InlineData("project/")]
    public void Without_both_it_is_none(string? text) => Assert.False(Subject.TryParse(text, out _));

    [Theory, InlineData('x', 2046, true), InlineData('x', 2047, false), InlineData('ä', 1023, true), InlineData('ä', 1024, false)]
    public void Its_length_is_bounded_in_bytes(char letter, int count, bool isSubject) =>
        Assert.Equal(isSubject, Subject.TryParse($"k/{new string(letter, count)}", out _));
}
