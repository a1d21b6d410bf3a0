namespace Athanor.Objects.Names;

public sealed class BucketNameTests
{
    [Theory]
    [InlineData("abc")]
    [InlineData("plants-2026.raw")]
    [InlineData("123")]
    [InlineData("1.2.3.4.5")]
    [InlineData("192.168.5.4a")]
    [InlineData("a-.b")]
    public void Names_within_the_rules_are_accepted(string name) => Assert.True(BucketName.TryParse(name, out _));

    [Theory]
    [InlineData("ab", "must be between 3 (min) and 63 (max) characters long")]
    [InlineData("a234567890123456789012345678901234567890123456789012345678901234", "must be between 3 (min) and 63 (max) characters long")]
    [InlineData("Plants", "can consist only of lowercase letters, numbers, periods (.), and hyphens (-)")]
    [InlineData("my_bucket", "can consist only of lowercase letters, numbers, periods (.), and hyphens (-)")]
    [InlineData("bücket", "can consist only of lowercase letters, numbers, periods (.), and hyphens (-)")]
    [InlineData("-abc", "must begin and end with a letter or number")]
    [InlineData("abc.", "must begin and end with a letter or number")]
    [InlineData("a..b", "must not contain two adjacent periods")]
    [InlineData("192.168.5.4", "must not be formatted as an IP address")]
    [InlineData("xn--plants", "must not start with the prefix xn--")]
    [InlineData("sthree-plants", "must not start with the prefix sthree-")]
    [InlineData("amzn-s3-demo-bucket", "must not start with the prefix amzn-s3-demo-")]
    [InlineData("plants-s3alias", "must not end with the suffix -s3alias")]
    [InlineData("plants--ol-s3", "must not end with the suffix --ol-s3")]
    [InlineData("plants.mrap", "must not end with the suffix .mrap")]
    [InlineData("", "must be between 3 (min) and 63 (max) characters long")]
    [InlineData(null, "must be between 3 (min) and 63 (max) characters long")]
    public void Names_against_a_rule_are_refused(string? name, string rule)
    {
        Assert.False(BucketName.TryParse(name, out _), rule);
    }
}
