using System.Diagnostics;
using System.Formats.Tar;
using System.Text;
using Athanor.Conformance;
using Athanor.Datasets.Paths;

namespace Athanor.Datasets.Tars;

public sealed class TarScanTests
{
    [Theory]
    [InlineData(TarEntryFormat.Ustar)]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    public void Files_are_found_with_their_place_whatever_pieces_the_tar_comes_in(TarEntryFormat format)
    {
        string[] paths = ["a.txt", "./b/empty", "c/" + new string('d', 90) + "/" + new string('e', 90) + ".bin", "last"];
        byte[][] contents = ["hello"u8.ToArray(), [], [.. Enumerable.Range(0, 1300).Select(at => (byte)at)], new byte[512]];
        var tar = Archive(format, paths.Zip(contents));

        foreach (var piece in (int[])[1, 7, 511, 512, 513, int.MaxValue])
        {
            var found = CollectedFiles.Scan(tar, piece).Files;

            Assert.Equal(paths.Select(path => path.Replace("./", "", StringComparison.Ordinal)), found.Select(file => file.Member.Path.Value));
            Assert.Equal(contents, found.Select(file => file.Content));
            Assert.All(found, file => Assert.Equal(file.Content, tar.AsSpan((int)file.Member.Offset, (int)file.Member.Size).ToArray()));
        }
    }

    [Theory]
    [InlineData("ustar")]
    [InlineData("gnu")]
    [InlineData("posix")]
    public async Task What_the_tar_command_writes_is_read(string format)
    {
        using var folder = new TemporaryFolder();
        var deep = Directory.CreateDirectory(folder.File("in/" + new string('x', 80) + "/" + new string('y', 60))).FullName;
        var name = format == "ustar" ? "plain.txt" : new string('z', 120) + "-ü.txt";
        File.WriteAllText(Path.Combine(deep, name), "content");
        File.SetLastWriteTimeUtc(Path.Combine(deep, name), new DateTime(2024, 5, 6, 7, 8, 9, DateTimeKind.Utc));
        using var tar = Process.Start("tar", [$"--format={format}", "-cf", folder.File("out.tar"), "-C", folder.File("in"), "."]);
        await tar.WaitForExitAsync(TestContext.Current.CancellationToken);

        var (member, content) = Assert.Single(CollectedFiles.Scan(File.ReadAllBytes(folder.File("out.tar"))).Files);

        Assert.Equal($"{new string('x', 80)}/{new string('y', 60)}/{name}", member.Path.Value);
        Assert.Equal("content"u8, content);
        Assert.Equal(new DateTimeOffset(2024, 5, 6, 7, 8, 9, TimeSpan.Zero), member.ModifiedAt);
    }

    [Fact]
    public void An_extended_header_overrides_path_size_and_time_of_the_next_file_only()
    {
        var tar = new HandmadeTar()
            .Pax('g', ("comment", "0123456789"))
            .Pax('x', ("path", "ü/long"), ("size", "5"), ("mtime", "1.5"), ("uname", "ada"))
            .Entry("short"u8.ToArray(), "hello"u8.ToArray(), change: HandmadeTar.LargeSize(0))
            .Entry("next", "x")
            .Finish();

        var files = CollectedFiles.Scan(tar).Files;

        Assert.Equal(["ü/long", "next"], files.Select(file => file.Member.Path.Value));
        Assert.Equal(["hello", "x"], files.Select(file => Encoding.UTF8.GetString(file.Content)));
        Assert.Equal([DateTimeOffset.UnixEpoch.AddSeconds(1.5), DateTimeOffset.UnixEpoch.AddSeconds(64)], files.Select(file => file.Member.ModifiedAt));
    }

    [Fact]
    public void A_size_beyond_eight_gibibytes_is_understood()
    {
        var files = new FirstFile();

        new TarScan(files).Feed(new HandmadeTar().Entry("huge", change: HandmadeTar.LargeSize(1L << 40)).Unfinished());

        Assert.Equal((EntryPath.Parse("huge"), 1L << 40, 512L), (files.Member!.Path, files.Member.Size, files.Member.Offset));
    }

    [Fact]
    public void Folders_are_passed_over() => Assert.Equal("a/b", Assert.Single(CollectedFiles.Scan(new HandmadeTar().Entry("./", kind: '5').Entry("a/", kind: '5').Entry("a/b", "x").Finish()).Files).Member.Path.Value);

    [Fact]
    public void An_archive_may_hold_nothing_and_may_be_filled_up_with_zeros() => Assert.Empty(CollectedFiles.Scan(new HandmadeTar().Raw(new byte[10_240]).Finish()).Files);

    private static byte[] Archive(TarEntryFormat format, IEnumerable<(string Path, byte[] Content)> files)
    {
        using var bytes = new MemoryStream();
        using (var writer = new TarWriter(bytes, format, leaveOpen: true))
        {
            foreach (var (path, content) in files)
            {
                TarEntry entry = format switch
                {
                    TarEntryFormat.Ustar => new UstarTarEntry(TarEntryType.RegularFile, path),
                    TarEntryFormat.Pax => new PaxTarEntry(TarEntryType.RegularFile, path),
                    _ => new GnuTarEntry(TarEntryType.RegularFile, path),
                };
                entry.DataStream = new MemoryStream(content);
                writer.WriteEntry(entry);
            }
        }
        return bytes.ToArray();
    }

    private sealed class FirstFile : ITarVisitor
    {
        public TarMember? Member { get; private set; }

        public void Begin(TarMember member) => Member = member;
        public void Content(ReadOnlySpan<byte> bytes) { }
        public void End(TarMember member) { }
    }
}
