using System.Buffers;
using System.Diagnostics;
using System.Formats.Tar;
using System.Text;
using Athanor.Conformance;
using Athanor.Datasets.Paths;

namespace Athanor.Datasets.Tars;

public sealed class TarWriteTests
{
    private static readonly DateTimeOffset Time = new(2024, 5, 6, 7, 8, 9, TimeSpan.Zero);

    private static readonly string[] Paths =
    [
        "a.txt", new('b', 100), new('c', 101), new string('d', 120) + "/e.bin", new string('f', 90) + "/" + new string('g', 101), "ü/🌱.jpg", new string('h', 511) + "/" + new string('i', 512), new string('j', 155) + "/" + new string('k', 100),
    ];

    [Fact]
    public void What_is_written_is_read_back_by_us_and_by_others()
    {
        var tar = Write(Paths.Select(path => (path, Encoding.UTF8.GetBytes($"content of {path}"), Time)));

        var found = CollectedFiles.Scan(tar).Files;
        using var reader = new TarReader(new MemoryStream(tar));
        var read = new List<string>();
        while (reader.GetNextEntry() is { } entry)
        {
            Assert.Equal((TarEntryType.RegularFile, Time), (entry.EntryType, entry.ModificationTime));
            read.Add(new StreamReader(entry.DataStream!).ReadToEnd());
            Assert.Equal($"content of {entry.Name}", read[^1]);
        }

        Assert.Equal(Paths, found.Select(file => file.Member.Path.Value));
        Assert.All(found, file => Assert.Equal((Time, $"content of {file.Member.Path}"), (file.Member.ModifiedAt, Encoding.UTF8.GetString(file.Content))));
        Assert.Equal(Paths.Length, read.Count);
    }

    [Fact]
    public async Task The_tar_command_unpacks_it()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("x.tar"), Write([("ü/a.txt", "hello"u8.ToArray(), Time), (new string('b', 200), "x"u8.ToArray(), Time)]));

        using var tar = Process.Start("tar", ["-xf", folder.File("x.tar"), "-C", folder.Path]);
        await tar.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, tar.ExitCode);
        Assert.Equal(("hello", "x"), (File.ReadAllText(folder.File("ü/a.txt")), File.ReadAllText(folder.File(new('b', 200)))));
        Assert.Equal(Time.UtcDateTime, File.GetLastWriteTimeUtc(folder.File("ü/a.txt")));
    }

    [Fact]
    public void Sizes_and_times_beyond_the_header_are_kept()
    {
        var header = new ArrayBufferWriter<byte>();
        TarWrite.WriteHeader(header, EntryPath.Parse("huge"), 1L << 40, new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var seen = new FirstMember();

        new TarScan(seen).Feed(header.WrittenSpan);

        Assert.Equal(new(EntryPath.Parse("huge"), 1L << 40, new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero), header.WrittenCount), seen.Member);
    }

    [Fact]
    public void The_same_files_are_the_same_bytes() => Assert.Equal(Write(Paths.Select(path => (path, Array.Empty<byte>(), Time))), Write(Paths.Select(path => (path, Array.Empty<byte>(), Time))));

    private static byte[] Write(IEnumerable<(string Path, byte[] Content, DateTimeOffset Time)> files)
    {
        var tar = new ArrayBufferWriter<byte>();
        foreach (var (path, content, time) in files)
        {
            TarWrite.WriteHeader(tar, EntryPath.Parse(path), content.Length, time);
            tar.Write(content);
            tar.Write(TarWrite.PaddingOf(content.Length).Span);
        }
        tar.Write(TarWrite.End.Span);
        return tar.WrittenSpan.ToArray();
    }
}
