using Athanor.Objects.Model;
using Athanor.WebConsole.Browsing;

namespace Athanor.WebConsole.Tests.Browsing;

public sealed class PreviewKindsTests
{
    [Theory]
    [InlineData("a.png", "image/png", "image/png")]
    [InlineData("a", "IMAGE/WEBP; q=1", "image/webp")]
    [InlineData("a.JPG", null, "image/jpeg")]
    [InlineData("a.gif", "binary/octet-stream", "image/gif")]
    [InlineData("a.svg", "image/svg+xml", null)]
    [InlineData("a.png", "text/html", null)]
    [InlineData("a.png", "image/svg+xml", null)]
    public void Only_pixels_are_pictures(string key, string? type, string? expected) => Assert.Equal(expected, PreviewKinds.PictureTypeOf(Stored(key, type)));

    [Theory]
    [InlineData("a.svg", "image/svg+xml", "Text")]
    [InlineData("a.html", "text/html", "Text")]
    [InlineData("a.json", null, "Json")]
    [InlineData("a", "application/json", "Json")]
    [InlineData("a.csv", "application/vnd.ms-excel", "Csv")]
    [InlineData("a.zip", null, "None")]
    public void What_a_browser_would_run_is_text(string key, string? type, string expected) => Assert.Equal(expected, PreviewKinds.Of(Stored(key, type)).ToString());

    private static StoredObject Stored(string key, string? type) => new(key, "null", false, true, 1, "", DateTimeOffset.UnixEpoch, [], new() { ContentType = type });
}
