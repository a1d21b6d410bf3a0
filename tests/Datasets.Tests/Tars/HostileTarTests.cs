using Athanor.Foundation.Problems;
using FsCheck;
using FsCheck.Fluent;

namespace Athanor.Datasets.Tars;

public sealed class HostileTarTests
{
    public static TheoryData<char, string> OtherKinds => new()
    {
        { '1', "a hard link" }, { '2', "a symbolic link" }, { '3', "a device" }, { '4', "a device" }, { '6', "a pipe" }, { 'S', "a sparse file" }, { 'Z', "unknown kind 'Z'" }, { '\u001b', "an unknown kind" },
    };

    public static TheoryData<string> BadPaths => ["/etc/passwd", "../out", "a/../../out", "a//b", "a/./b", "a\\b", "a\tb", "", "./", ".//a"];

    [Theory, MemberData(nameof(OtherKinds))]
    public void What_is_no_plain_file_is_refused_by_the_name_of_its_kind(char kind, string name) => Assert.Contains(name, Refusal(new HandmadeTar().Entry("a", kind: kind).Finish()).Detail);

    [Theory, MemberData(nameof(BadPaths))]
    public void A_path_that_leads_elsewhere_is_refused(string path)
    {
        Assert.Equal("datasets/bad-path", Refusal(new HandmadeTar().Entry(path).Finish()).Code);
        if (path.Length > 0) Assert.Equal("datasets/bad-path", Refusal(new HandmadeTar().Pax('x', ("path", path)).Entry("harmless").Finish()).Code);
        if (path.Length > 0) Assert.Equal("datasets/bad-path", Refusal(new HandmadeTar().Entry("long", path + "\0", 'L').Entry("harmless").Finish()).Code);
    }

    [Fact]
    public void A_nul_within_a_long_path_is_refused()
    {
        Assert.Equal("datasets/bad-path", Refusal(new HandmadeTar().Entry("long", "a\0b\0", 'L').Entry("a").Finish()).Code);
        Assert.Equal("datasets/bad-path", Refusal(new HandmadeTar().Pax('x', ("path", "a\0b")).Entry("a").Finish()).Code);
    }

    [Fact]
    public void A_name_that_is_no_utf_8_is_refused() => Assert.Contains("is not UTF-8", Refusal(new HandmadeTar().Entry([(byte)'a', 0xFF], []).Finish()).Detail);

    [Fact]
    public void A_path_beyond_1024_bytes_is_refused() => Assert.Contains("longer than 1024", Refusal(new HandmadeTar().Pax('x', ("path", new string('a', 1025))).Entry("a").Finish()).Detail);

    [Fact]
    public void A_truncated_tar_is_refused_wherever_it_ends()
    {
        var tar = new HandmadeTar().Pax('x', ("path", "long")).Entry("a", "content").Entry("b", "").Unfinished();

        for (var length = 0; length <= tar.Length; length += 13) Assert.Contains("ends too early", Refusal(tar[..length]).Detail);
        Assert.Contains("ends too early", Refusal(tar).Detail);
    }

    [Fact]
    public void Garbage_is_refused()
    {
        Assert.Contains("no tar archive", Refusal([0x1F, 0x8B, .. new byte[600]]).Detail);
        Assert.Contains("no header", Refusal(new HandmadeTar().Entry("a").Raw(new byte[] { 1 }).Finish()).Detail);
        Assert.Contains("follows the end", Refusal([.. new HandmadeTar().Entry("a").Finish(), .. new HandmadeTar().Entry("b").Finish()]).Detail);
    }

    [Fact]
    public void A_changed_header_is_refused()
    {
        var tar = new HandmadeTar().Entry("a", "content").Finish();
        tar[0] ^= 1;

        Assert.Contains("wrong checksum", Refusal(tar).Detail);
    }

    [Fact]
    public void Numbers_that_are_none_or_impossible_are_refused()
    {
        Assert.Contains("no number", Refusal(new HandmadeTar().Entry("a", change: header => header[130] = (byte)'9').Finish()).Detail);
        Assert.Contains("negative", Refusal(new HandmadeTar().Entry("a", change: HandmadeTar.LargeSize(-1)).Finish()).Detail);
        Assert.Contains("too large", Refusal(new HandmadeTar().Entry("a", change: HandmadeTar.LargeSize(long.MaxValue)).Finish()).Detail);
        Assert.Contains("too large", Refusal(new HandmadeTar().Entry("a", change: header => (header[124], header[125]) = (0x80, 1)).Finish()).Detail);
        Assert.Contains("no size", Refusal(new HandmadeTar().Pax('x', ("size", "-1")).Entry("a").Finish()).Detail);
        Assert.Contains("no time", Refusal(new HandmadeTar().Pax('x', ("mtime", "soon")).Entry("a").Finish()).Detail);
        Assert.Contains("no calendar", Refusal(new HandmadeTar().Pax('x', ("mtime", "999999999999")).Entry("a").Finish()).Detail);
    }

    [Fact]
    public void What_readers_could_understand_differently_is_refused()
    {
        Assert.Contains("two extended headers", Refusal(new HandmadeTar().Pax('x', ("path", "a")).Pax('x', ("path", "b")).Entry("c").Finish()).Detail);
        Assert.Contains("two long paths", Refusal(new HandmadeTar().Entry("l", "a\0", 'L').Entry("l", "b\0", 'L').Entry("c").Finish()).Detail);
        Assert.Contains("followed by no file", Refusal(new HandmadeTar().Pax('x', ("uname", "a")).Finish()).Detail);
        Assert.Contains("to all files", Refusal(new HandmadeTar().Pax('g', ("size", "1")).Entry("a").Finish()).Detail);
        Assert.Contains("folder has content", Refusal(new HandmadeTar().Entry("a", "x", '5').Finish()).Detail);
        Assert.Contains("sparse", Refusal(new HandmadeTar().Pax('x', ("GNU.sparse.major", "1")).Entry("a").Finish()).Detail);
    }

    [Theory]
    [InlineData("no record")]
    [InlineData("99 path=a\n")]
    [InlineData("1 ")]
    [InlineData("8 path=a")]
    [InlineData("-9 path=a\n")]
    [InlineData("4 =\n")]
    public void An_extended_header_that_is_none_is_refused(string records) => Assert.Contains("not written as one", Refusal(new HandmadeTar().Entry("pax", records, 'x').Entry("a").Finish()).Detail);

    [Fact]
    public void Headers_cannot_fill_the_memory()
    {
        Assert.Contains("longer than", Refusal(new HandmadeTar().Entry("l", change: HandmadeTar.LargeSize(1L << 40), kind: 'L').Unfinished()).Detail);
        var tar = new HandmadeTar().Entry("a").Entry("b").Entry("c").Finish();
        Assert.Contains("more than 2 entries", Assert.Throws<ProblemException>(() => CollectedFiles.Scan(tar, maximumEntries: 2)).Problem.Detail);
    }

    [Fact]
    public void No_damage_makes_the_scan_fail_otherwise_than_by_a_refusal()
    {
        var tar = new HandmadeTar().Pax('x', ("path", "long"), ("size", "7"), ("mtime", "1.5")).Entry("a", "content").Entry("l", "gnu\0", 'L').Entry("b", "more").Finish();

        Prop.ForAll(Gen.Choose(0, 511 + (6 * 512)).Two().SelectMany(places => Gen.Choose(0, 255).Select(value => (places.Item1, places.Item2, (byte)value))).ToArbitrary(), damage =>
        {
            var damaged = (byte[])tar.Clone();
            (damaged[damage.Item1], damaged[damage.Item2]) = (damage.Item3, damage.Item3);
            for (var at = 0; at < tar.Length - 1024; at += 512)
                if (tar.AsSpan(at + 257, 5).SequenceEqual("ustar"u8)) Reseal(damaged, at);
            var refusal = Record.Exception(() => CollectedFiles.Scan(damaged));
            return refusal is null || refusal is ProblemException { Problem.Status: 400 };
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
    }

    private static void Reseal(byte[] tar, int at)
    {
        var header = tar[at..(at + 512)];
        HandmadeTar.Seal(header);
        header.CopyTo(tar, at);
    }

    private static Problem Refusal(byte[] tar)
    {
        var refusal = Assert.Throws<ProblemException>(() => CollectedFiles.Scan(tar)).Problem;
        Assert.Equal(400, refusal.Status);
        Assert.StartsWith("datasets/bad-", refusal.Code);
        return refusal;
    }
}
