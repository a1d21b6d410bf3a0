using Athanor.Datasets.Decoding;

namespace Athanor.Datasets.Tests.Decoding;

public sealed class ContentKindsTests
{
    [Theory]
    [InlineData("a/b.PNG", ContentKind.Png)]
    [InlineData("a/b.jpeg", ContentKind.Jpeg)]
    [InlineData("rows.ndjson", ContentKind.JsonLines)]
    [InlineData("weights", ContentKind.Raw)]
    public void An_extension_promises_a_kind(string path, ContentKind kind) => Assert.Equal(kind, ContentKinds.ByExtension(path));

    [Fact]
    public void A_PNG_image_named_as_JPEG_is_called_what_it_is() =>
        Assert.Equal("this is a PNG image, not a JPEG image", ContentKinds.Contradiction(ContentKind.Jpeg, PngWriter.Grey(1, 1, (_, _) => 0).AsSpan(0, 16)));

    [Fact]
    public void A_text_named_as_an_image_does_not_begin_like_one() =>
        Assert.Equal("this is not a PNG image: it does not begin like one", ContentKinds.Contradiction(ContentKind.Png, "<!DOCTYPE html>"u8));

    [Fact]
    public void An_image_named_as_text_is_called_what_it_is() =>
        Assert.Equal("this is a JPEG image, not UTF-8 text", ContentKinds.Contradiction(ContentKind.Text, [0xFF, 0xD8, 0xFF, 0xE0]));

    [Theory]
    [InlineData("BM is how this text begins")]
    [InlineData("PAR1 is how this text begins")]
    public void A_text_that_begins_like_something_else_is_still_a_text(string text) =>
        Assert.Null(ContentKinds.Contradiction(ContentKind.Text, System.Text.Encoding.UTF8.GetBytes(text).AsSpan(0, 16)));

    [Fact]
    public void An_empty_image_is_told() => Assert.Equal("the file is empty", ContentKinds.Contradiction(ContentKind.Png, []));
}
