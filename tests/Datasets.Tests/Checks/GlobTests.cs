using System.Diagnostics;
using Athanor.Datasets.Checks.Globs;

namespace Athanor.Datasets.Tests.Checks;

public sealed class GlobTests
{
    [Theory]
    [InlineData("**", "a/b/c.txt", true)]
    [InlineData("*", "a.txt", true)]
    [InlineData("*", "a/b.txt", false)]
    [InlineData("**/*.jpg", "x.jpg", true)]
    [InlineData("**/*.jpg", "a/b/x.jpg", true)]
    [InlineData("**/*.jpg", "a/b/x.png", false)]
    [InlineData("train/**", "train/cat/1.jpg", true)]
    [InlineData("train/**", "training/1.jpg", false)]
    [InlineData("a/**/z", "a/z", true)]
    [InlineData("a/**/z", "a/b/c/z", true)]
    [InlineData("a/**/z", "ab/z", false)]
    [InlineData("**/.DS_Store", "a/x.DS_Store", false)]
    [InlineData("?.{jpg,png}", "x.png", true)]
    [InlineData("?.{jpg,png}", "xy.png", false)]
    [InlineData("{train,test/{a,b}}/*", "test/b/1", true)]
    [InlineData("{train,test/{a,b}}/*", "test/c/1", false)]
    [InlineData("{**/a,b}.txt", "x/y/a.txt", true)]
    [InlineData("x{,1}.txt", "x.txt", true)]
    [InlineData("a\\*b", "a*b", true)]
    [InlineData("a\\*b", "axb", false)]
    [InlineData("A", "a", false)]
    public void A_pattern_matches_what_it_says(string pattern, string path, bool matches) => Assert.Equal(matches, Parse(pattern).Matches(path));

    [Theory]
    [InlineData("")]
    [InlineData("/a")]
    [InlineData("a/")]
    [InlineData("a**")]
    [InlineData("a/**b")]
    [InlineData("{a,b")]
    [InlineData("a\\")]
    [InlineData("{{{{{{{{{a}}}}}}}}}")]
    public void What_is_no_pattern_says_why(string pattern)
    {
        Assert.False(Glob.TryParse(pattern, out _, out var fault));
        Assert.NotEmpty(fault);
    }

    [Fact]
    public void A_pattern_made_to_be_slow_is_matched_in_as_many_steps_as_any_other()
    {
        var glob = Parse(string.Concat(Enumerable.Repeat("*a", 60)) + "b");
        Assert.False(glob.Matches(new string('a', 1000)));
        Assert.False(Parse(string.Concat(Enumerable.Repeat("**/", 100)) + "b").Matches(string.Concat(Enumerable.Repeat("a/", 500)) + "c"));
    }

    [Fact]
    public void Random_patterns_match_what_the_reference_says()
    {
        string[] parts = ["a", "b", "*", "?", "{a,b}", "{a*,?b}", "{,a}", "/", "/**/", "/*/"];
        var random = new Random(1_618);
        var compared = 0;
        while (compared < 3000)
        {
            var pattern = string.Concat(random.GetItems(parts, 1 + random.Next(6)));
            if (random.Next(4) == 0) pattern = "**/" + pattern;
            if (random.Next(4) == 0) pattern += "/**";
            if (!Glob.TryParse(pattern, out var glob, out _)) continue;
            var path = new string(random.GetItems("aab/".ToCharArray(), 1 + random.Next(8)));
            Assert.True(GlobReference.Matches(pattern, path) == glob.Matches(path), $"'{pattern}' and '{path}'");
            compared++;
        }
    }

    private static Glob Parse(string pattern) => Glob.TryParse(pattern, out var glob, out var fault) ? glob : throw new UnreachableException(fault);
}
