namespace Athanor.Tracking.Artifacts;

public sealed class ArtifactPathTests
{
    [Theory]
    [InlineData("model.pkl")]
    [InlineData("0/0123456789abcdef0123456789abcdef/artifacts/model/MLmodel")]
    [InlineData("plots/Größe über Zeit 日本.png")]
    [InlineData("a..b/...c/.hidden")]
    [InlineData("100%/50%25 done")]
    [InlineData("aux.txt")]
    [InlineData("step 1: loss")]
    [InlineData("models/net:latest")]
    public void Names_are_taken_as_they_are(string text) => Assert.Equal(text, ArtifactPath.Parse(text).Value);

    [Theory]
    [InlineData("..")]
    [InlineData("../secrets")]
    [InlineData("a/../../b")]
    [InlineData("a/./b")]
    [InlineData("%2e%2e/secrets")]
    [InlineData("%252e%252e/secrets")]
    [InlineData("%25252e%25252e%25252fsecrets")]
    [InlineData("a%2f..%2fb")]
    [InlineData("a%252fb")]
    [InlineData("/etc/passwd")]
    [InlineData("//host/share")]
    [InlineData("a//b")]
    [InlineData("..\\secrets")]
    [InlineData("a\\b")]
    [InlineData("a%5cb")]
    [InlineData("C:/windows")]
    [InlineData("c:boot.ini")]
    [InlineData("0/run/C:/x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("file:etc")]
    [InlineData("http://host/x")]
    [InlineData("a#b")]
    [InlineData("a%23b")]
    [InlineData("a?b=c")]
    [InlineData("a\0b")]
    [InlineData("a%00b")]
    [InlineData("a\nb")]
    public void What_leads_elsewhere_is_no_path_however_it_is_written(string text) => Assert.False(ArtifactPath.TryParse(text, out _));

    [Fact]
    public void A_path_is_no_longer_than_a_key_even_when_it_is_joined()
    {
        var (longest, tooLong) = (new string('x', 1024), new string('x', 1025));

        Assert.True(ArtifactPath.TryParse(longest, out var path));
        Assert.False(ArtifactPath.TryParse(tooLong, out _));
        Assert.Throws<Foundation.Problems.ProblemException>(() => path.Below(ArtifactPath.Parse("a")));
    }

    [Fact]
    public void What_must_be_decoded_over_and_over_is_refused()
    {
        var text = "%2e";
        for (var time = 0; time < 10; time++) text = text.Replace("%", "%25", StringComparison.Ordinal);

        Assert.False(ArtifactPath.TryParse(text, out _));
    }

    [Fact]
    public void A_path_is_within_its_folder_and_not_in_one_whose_name_only_begins_alike()
    {
        Assert.True(ArtifactPath.Parse("a/b/c").IsWithin(ArtifactPath.Parse("a/b")));
        Assert.False(ArtifactPath.Parse("a/bc").IsWithin(ArtifactPath.Parse("a/b")));
        Assert.Equal("a/b", ArtifactPath.Parse("a/b/").Value);
    }
}
