using Athanor.Conformance.Blobs;
using Athanor.Objects.Blobs.Local.Disk;

namespace Athanor.Objects.Blobs;

/// <summary>Deleting gives room back, as the file system counts it.</summary>
public sealed class SpaceTests
{
    private const int DiskBlock = 4096;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_deleted_file_takes_no_room()
    {
        await using var home = new LocalBlobHome();
        await using var store = home.OpenLocal();
        var blob = await store.AddAsync(BlobContent.Random(3 << 20), Cancellation);
        Assert.InRange(Allocated(home), 3 << 20, (3 << 20) + (4 * DiskBlock));

        await store.DeleteAsync([blob], Cancellation);

        Assert.Empty(home.Files);
    }

    [Fact]
    public async Task A_deleted_record_gives_back_every_block_that_nobody_shares_with_it()
    {
        await using var home = new LocalBlobHome();
        await using var store = home.OpenLocal();
        await store.AddAsync(BlobContent.Random(1000), Cancellation);
        var deleted = await store.AddAsync(BlobContent.Random(100_000), Cancellation);
        await store.AddAsync(BlobContent.Random(1000), Cancellation);
        var before = Allocated(home);

        await store.DeleteAsync([deleted], Cancellation);

        Assert.InRange(before - Allocated(home), 100_000 - (2 * DiskBlock), 100_000);
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public async Task Small_neighbours_deleted_one_by_one_in_any_order_give_back_their_blocks_together(int seed)
    {
        await using var home = new LocalBlobHome();
        await using var store = home.OpenLocal();
        var blobs = new List<BlobReference>();
        for (var index = 0; index < 300; index++) blobs.Add(await store.AddAsync(BlobContent.Random(700, seed: index), Cancellation));
        var order = blobs.ToArray();
        new Random(seed).Shuffle(order);
        Assert.InRange(Allocated(home), 300 * 700, 300 * 800);

        foreach (var blob in order) await store.DeleteAsync([blob], Cancellation);

        // The block of the segment's header, the end that the next record will continue, and one for the file system's map of the holes.
        Assert.InRange(Allocated(home), 0, 3 * DiskBlock);
    }

    [Fact]
    public async Task Content_of_zeros_survives_the_deletion_of_its_neighbours()
    {
        await using var home = new LocalBlobHome();
        await using var store = home.OpenLocal();
        var before = await store.AddAsync(BlobContent.Random(6000), Cancellation);
        var zeros = await store.AddAsync(new byte[50_000], Cancellation);
        var after = await store.AddAsync(BlobContent.Random(6000), Cancellation);

        await store.DeleteAsync([before, after], Cancellation);

        Assert.Equal(new byte[50_000], await store.ReadAsync(zeros, Cancellation));
        Assert.Equal([zeros], await store.AllAsync(Cancellation));
    }

    [Fact]
    public async Task A_segment_with_little_left_in_it_is_compacted_and_its_file_is_gone()
    {
        await using var home = new LocalBlobHome { Options = new() { SegmentSize = new(1 << 18) } };
        await using var store = home.OpenLocal();
        var rows = new Dictionary<BlobReference, byte[]>();
        for (var index = 0; index < 1000; index++)
        {
            var content = BlobContent.Random(2000, seed: index);
            rows.Add(await store.AddAsync(content, Cancellation), content);
        }
        var segments = home.Files.Count();
        var deleted = rows.Keys.Where((_, index) => index % 8 > 0).ToList();
        foreach (var blob in deleted) rows.Remove(blob);
        await store.DeleteAsync(deleted, Cancellation);

        var report = await store.CompactAsync(new NamesInMemory(rows), Cancellation);

        Assert.InRange(report.SegmentsDropped, segments - 2, segments);
        Assert.InRange(report.BlobsMoved, 100, 125);
        Assert.InRange(Allocated(home), 125 * 2000, 125 * 2000 * 2);
        Assert.Equal(rows.Keys.ToHashSet(), [.. await store.AllAsync(Cancellation)]);
        foreach (var (blob, content) in rows) Assert.Equal(content, await store.ReadAsync(blob, Cancellation));
    }

    [Fact]
    public async Task What_is_damaged_is_not_moved_and_its_segment_stays_while_a_row_names_it()
    {
        await using var home = new LocalBlobHome { Options = new() { SegmentSize = new(1 << 16) } };
        await using var store = home.OpenLocal();
        var rows = new Dictionary<BlobReference, byte[]>();
        for (var index = 0; index < 30; index++) rows.Add(await store.AddAsync(BlobContent.Random(5000, seed: index), Cancellation), []);
        var damaged = rows.Keys.First();
        await store.DeleteAsync([.. rows.Keys.Skip(1)], Cancellation);
        using (var file = home.OpenToDamage(damaged))
        {
            file.Position = damaged.Offset!.Value;
            file.WriteByte(0);
        }
        var names = new Dictionary<BlobReference, byte[]> { [damaged] = [] };

        await store.CompactAsync(new NamesInMemory(names), Cancellation);
        Assert.True(File.Exists(home.FileOf(damaged)));
        names.Clear();
        await store.CompactAsync(new NamesInMemory(names), Cancellation);

        Assert.DoesNotContain(home.Files, file => Path.GetFileNameWithoutExtension(file) == damaged.Container);
    }

    [Fact]
    public async Task A_segment_in_which_a_writer_still_holds_a_blob_is_left_alone()
    {
        await using var home = new LocalBlobHome { Options = new() { SegmentSize = new(1 << 16) } };
        await using var store = home.OpenLocal();
        using var held = await store.HoldAsync([1, 2, 3], Cancellation);
        var others = new List<BlobReference>();
        while (others.Count == 0 || others[^1].Container == held.Reference.Container) others.Add(await store.AddAsync(BlobContent.Random(5000), Cancellation));
        await store.DeleteAsync(others, Cancellation);

        await store.CompactAsync(new NamesInMemory([]), Cancellation);

        Assert.Equal([1, 2, 3], await store.ReadAsync(held.Reference, Cancellation));
    }

    [Fact]
    public async Task The_small_segments_of_many_starts_become_one()
    {
        await using var home = new LocalBlobHome();
        var rows = new Dictionary<BlobReference, byte[]>();
        for (var start = 0; start < 12; start++)
        {
            await using var store = home.OpenLocal();
            var content = BlobContent.Random(500, seed: start);
            rows.Add(await store.AddAsync(content, Cancellation), content);
        }
        await using var last = home.OpenLocal();

        await last.CompactAsync(new NamesInMemory(rows), Cancellation);

        Assert.Single(home.Files);
        foreach (var (blob, content) in rows) Assert.Equal(content, await last.ReadAsync(blob, Cancellation));
    }

    private static long Allocated(LocalBlobHome home) => home.Files.Sum(path =>
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return NativeCalls.AllocatedBytes(file);
    });
}
