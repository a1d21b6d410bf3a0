using Athanor.Datasets.Checks;
using Athanor.Datasets.Tests.Decoding;

namespace Athanor.Datasets.Tests.Checks;

public sealed class DecodesCheckTests
{
    public DecodesCheckTests() => Needs.Images();

    [Fact]
    public async Task Only_files_that_do_not_decode_are_named()
    {
        var png = PngWriter.Rgb(40, 30, Pictures.Scene(1, 40, 30));
        var outcome = await new TreeInMemory()
            .Add("a/sound.png", png)
            .Add("a/sound.jpg", JpegWriter.Write(40, 30, Pictures.Scene(1, 40, 30)))
            .Add("a/cut.png", png[..^30])
            .Add("a/misnamed.jpg", png)
            .Add("a/bomb.png", PngWriter.Claiming(100_000, 100_000))
            .Add("a/page.png", "<html>")
            .Add("b.json", "{\"a\": }")
            .Add("c.csv", "a,b\n1\n")
            .Add("d.txt", "fine")
            .Add("e.bin", [0, 1, 2])
            .CheckAsync("kind: decodes");

        Assert.False(outcome.Passed);
        Assert.Equal(10, outcome.Examined);
        Assert.Equal(["a/bomb.png", "a/cut.png", "a/misnamed.jpg", "a/page.png", "b.json", "c.csv"], outcome.Findings.Select(finding => finding.Files[0]));
        Assert.Equal("this is a PNG image, not a JPEG image", outcome.Findings[2].Detail);
        Assert.Contains("100000 x 100000", outcome.Findings[0].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Images_out_of_bounds_are_named_with_their_size()
    {
        var outcome = await new TreeInMemory()
            .Add("narrow.png", PngWriter.Grey(10, 50, (_, _) => 1))
            .Add("high.png", PngWriter.Grey(40, 5000, (_, _) => 1))
            .Add("good.png", PngWriter.Grey(40, 50, (_, _) => 1))
            .CheckAsync("kind: decodes\nwidth: 32..\nheight: 32..4096");

        Assert.Equal(["it is 5000 pixels high, and 32 to 4096 are expected", "it is 10 pixels wide, and at least 32 are expected"], outcome.Findings.Select(finding => finding.Detail));
    }

    [Fact]
    public async Task A_stated_kind_counts_more_than_the_extension()
    {
        var tree = new TreeInMemory().Add("labels.data", "a,b\n1,2\n").Add("image.data", PngWriter.Grey(4, 4, (_, _) => 0));
        var outcome = await tree.CheckAsync("kind: decodes\nas: csv");
        Assert.Equal("this is a PNG image, not a CSV table", Assert.Single(outcome.Findings).Detail);
    }

    [Fact]
    public async Task A_tolerant_check_passes_over_trailing_bytes()
    {
        var tree = new TreeInMemory().Add("a.png", [.. PngWriter.Grey(4, 4, (_, _) => 0), 1, 2, 3]);
        Assert.Equal("3 bytes follow the end of the image", Assert.Single((await tree.CheckAsync("kind: decodes")).Findings).Detail);
        Assert.True((await tree.CheckAsync("kind: decodes\nstrict: false")).Passed);
    }

    [Fact]
    public async Task Bytes_that_were_decoded_before_are_not_read_again()
    {
        var known = new FindingsInMemory();
        var tree = new TreeInMemory();
        for (var i = 0; i < 20; i++) tree.Add($"{i}.png", PngWriter.Grey(8, 8, (x, y) => (byte)(x * y * i)));
        await tree.CheckAsync("kind: decodes", known);
        tree.Add("new.png", PngWriter.Grey(9, 9, (_, _) => 5)).Add("again.png", PngWriter.Grey(8, 8, (x, y) => (byte)(x * y * 3)));

        var opened = tree.Opened;
        var outcome = await tree.CheckAsync("kind: decodes\nwidth: 8", known);
        Assert.Equal((22, 21, 1), (outcome.Examined, outcome.Reused, tree.Opened - opened));
        Assert.Equal("new.png", Assert.Single(outcome.Findings).Files[0]);
    }

    [Fact]
    public async Task Findings_are_bounded_and_all_are_counted()
    {
        var tree = new TreeInMemory();
        for (var i = 0; i < 300; i++) tree.Add($"{i:D3}.png", $"no image {i}");
        var outcome = await tree.CheckAsync("kind: decodes", limits: new() { Findings = 7 });
        Assert.Equal(300, outcome.Found);
        Assert.Equal(["000.png", "001.png", "002.png", "003.png", "004.png", "005.png", "006.png"], outcome.Findings.Select(finding => finding.Files[0]));
    }
}
