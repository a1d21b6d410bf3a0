using System.Numerics;
using Athanor.Datasets.Checks.Likeness;
using Athanor.Datasets.Tests.Decoding;

namespace Athanor.Datasets.Tests.Checks;

public sealed class DuplicatesCheckTests
{
    public DuplicatesCheckTests() => Needs.Images();

    [Fact]
    public async Task Copies_name_the_file_they_copy()
    {
        var tree = new TreeInMemory().Add("a/1.txt", "same").Add("b/2.txt", "same").Add("c/3.txt", "other").Add("d/4.txt", "same");
        var outcome = await tree.CheckAsync("kind: duplicates");
        Assert.Equal([["b/2.txt", "a/1.txt"], ["d/4.txt", "a/1.txt"]], outcome.Findings.Select(finding => finding.Files));
        Assert.False(outcome.Passed);
        Assert.True((await tree.CheckAsync("kind: duplicates\nallow: 2")).Passed);
    }

    [Fact]
    public async Task Folders_say_which_pairs_count()
    {
        var tree = new TreeInMemory().Add("data/test/1.txt", "x").Add("data/test/2.txt", "x").Add("data/train/3.txt", "x");
        Assert.Equal(["data/train/3.txt"], (await tree.CheckAsync("kind: duplicates\ncompare: across-folders\nunder: data")).Findings.Select(finding => finding.Files[0]));
        Assert.Equal(["data/test/2.txt"], (await tree.CheckAsync("kind: duplicates\ncompare: within-folders\nunder: data")).Findings.Select(finding => finding.Files[0]));
    }

    [Fact]
    public async Task Images_that_look_alike_are_found_and_others_are_not()
    {
        var tree = new TreeInMemory();
        for (var seed = 0; seed < 40; seed++) tree.Add($"train/{seed:D2}.png", PngWriter.Rgb(160, 120, Pictures.Scene(seed, 160, 120)));
        tree.Add("unlike/smaller.jpg", JpegWriter.Write(96, 72, Pictures.Scene(11, 96, 72), quality: 60))
            .Add("unlike/brighter.png", PngWriter.Rgb(160, 120, (x, y, channel) => (byte)Math.Min(255, Pictures.Scene(23, 160, 120)(x, y, channel) + 6)));

        var outcome = await tree.CheckAsync("kind: duplicates\nnear: 6");
        Assert.Equal([["unlike/brighter.png", "train/23.png"], ["unlike/smaller.jpg", "train/11.png"]], outcome.Findings.Select(finding => finding.Files));
        Assert.True((await tree.CheckAsync("kind: duplicates")).Passed);
    }

    [Fact]
    public async Task Blank_pages_do_not_look_like_each_other()
    {
        var tree = new TreeInMemory().Add("1.png", PngWriter.Grey(50, 50, (_, _) => 255)).Add("2.png", PngWriter.Grey(60, 60, (_, _) => 250));
        Assert.True((await tree.CheckAsync("kind: duplicates\nnear: 6")).Passed);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(6)]
    [InlineData(10)]
    public void The_index_finds_exactly_what_comparing_with_all_would(int distance)
    {
        var random = new Random(distance);
        var hashes = Enumerable.Range(0, 2000).Select(_ => (ulong)random.NextInt64()).ToHashSet();
        foreach (var hash in hashes.Take(500).ToList()) hashes.Add(Flip(hash, random, 1 + random.Next(12)));

        var index = new HashIndex(distance);
        foreach (var hash in hashes) index.Add(hash);
        foreach (var hash in hashes.Take(600).Select(hash => Flip(hash, random, random.Next(4))))
            Assert.Equal(hashes.Where(other => BitOperations.PopCount(other ^ hash) <= distance).Order(), index.Near(hash).Distinct().Order());
    }

    private static ulong Flip(ulong hash, Random random, int bits)
    {
        for (; bits > 0; bits--) hash ^= 1UL << random.Next(64);
        return hash;
    }
}
