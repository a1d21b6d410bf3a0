using Athanor.Datasets.Loading.Sources;

namespace Athanor.Datasets.Loading;

public sealed class SampleIndexTests
{
    [Theory]
    [InlineData("a/001.jpg", "a/001", "jpg")]
    [InlineData("a/001.seg.png", "a/001", "seg.png")]
    [InlineData("a.b/001.jpg", "a.b/001", "jpg")]
    [InlineData("a.b/README", "a.b/README", "")]
    [InlineData("a/.hidden", "a/.hidden", "")]
    [InlineData(".hidden.txt", ".hidden", "txt")]
    public void A_sample_is_what_a_name_says_up_to_the_first_dot(string path, string key, string field) => Assert.Equal((key, field), (SampleKey.Of(path).ToString(), SampleKey.FieldOf(path)));

    [Fact]
    public void Files_of_a_sample_are_found_together_even_where_others_lie_between()
    {
        var files = new FilesInMemory(new[] { "a/1.cls", "a/1.d/x.jpg", "a/1.d/x.txt", "a/1.jpg", "a/1", "a/1-b.jpg", "a/10.jpg", "b/1.jpg" }.Select(path => (path, "")));

        var index = SampleIndex.Of(files);

        Assert.Equal(
            ["a/1 a/1.cls a/1.jpg", "a/1-b.jpg", "a/1.d/x.jpg a/1.d/x.txt", "a/10.jpg", "b/1.jpg"],
            Enumerable.Range(0, index.Count).Select(sample => string.Join(' ', index.FilesOf(sample).ToArray().Select(file => files[file].Path.Value))));
    }
}
