namespace Athanor.Objects.Blobs;

public sealed class BlobReferenceTests
{
    [Theory, InlineData("f:01jd8kq2:0"), InlineData("f:a_b:9223372036854775807"), InlineData("s:01jd:8192:4096")]
    public void A_reference_reads_as_it_was_written(string text) => Assert.Equal(text, BlobReference.Parse(text).ToString());

    [Theory]
    [InlineData(""), InlineData("f"), InlineData("f:a"), InlineData("f::1"), InlineData("f:a:-1"), InlineData("f:a: 1"), InlineData("f:a:1:2"), InlineData("s:a:1"), InlineData("s:a:1:x")]
    [InlineData("f:../etc:1"), InlineData("f:a/b:1"), InlineData("f:a.b:1"), InlineData("f:é:1"), InlineData("g:a:1"), InlineData("f:a:9223372036854775808")]
    public void Whatever_could_leave_the_directory_or_is_no_reference_is_refused(string text)
    {
        Assert.False(BlobReference.TryParse(text, out _));
        Assert.Throws<FormatException>(() => BlobReference.Parse(text));
    }
}
