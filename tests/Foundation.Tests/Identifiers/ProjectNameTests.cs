namespace Athanor.Foundation.Identifiers;

public sealed class ProjectNameTests
{
    [Theory, InlineData("ab"), InlineData("plants"), InlineData("a-1"), InlineData("x23456789012345678901234567890123456789012345678901234567890123")]
    public void A_name_by_the_rule_is_kept(string text)
    {
        Assert.True(ProjectName.TryParse(text, out var name));
        Assert.Equal(text, $"{name}");
    }

    [Theory, InlineData(null), InlineData(""), InlineData("a"), InlineData("Plants"), InlineData("1a"), InlineData("-a"), InlineData("a-"), InlineData("a_b"), InlineData("a/b"), InlineData("äb"), InlineData("a\nb")]
    [InlineData("x234567890123456789012345678901234567890123456789012345678901234")]
    public void Any_other_is_refused(string? text) => Assert.False(ProjectName.TryParse(text, out _));
}
