using System.Formats.Tar;

namespace Athanor.Foundation.Databases.Backups;

public sealed class TarEntryTests
{
    [Theory, InlineData(0), InlineData(513), InlineData(0x1_FFFF_FFFF), InlineData(0x2_0000_0000), InlineData(1L << 50)]
    public void A_header_is_read_as_it_was_written(long size)
    {
        var entry = new TarEntry("tables/things.jsonl", size);

        Assert.Equal(entry, TarEntry.Read(entry.ToHeader()));
    }

    [Fact]
    public void Any_tar_can_unpack_it()
    {
        var archive = new MemoryStream();
        archive.Write(new TarEntry("files/a", 3).ToHeader());
        archive.Write("abc"u8);
        archive.Write(new byte[509 + (2 * TarEntry.Block)]);
        archive.Position = 0;

        using var reader = new TarReader(archive);
        var entry = reader.GetNextEntry(copyData: true)!;

        Assert.Equal(("files/a", 3, TarEntryType.RegularFile), (entry.Name, entry.Length, entry.EntryType));
        Assert.Null(reader.GetNextEntry());
    }

    [Fact]
    public void Zeros_are_the_end() => Assert.Null(TarEntry.Read(new byte[TarEntry.Block]));
}
