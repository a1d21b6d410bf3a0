using Athanor.Conformance.Blobs;
using Athanor.Objects.Blobs.Local;
using Athanor.Objects.Blobs.Local.Segments;

namespace Athanor.Objects.Blobs;

/// <summary>Whatever moment the program ends at, the next start finds what was acknowledged, and the sweeper finds the rest.</summary>
public sealed class CrashTests
{
    private const int Large = 200_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, InlineData(0), InlineData(40), InlineData(70_000)]
    public async Task A_record_torn_at_any_byte_is_not_listed_and_harms_nothing_before_it(int length)
    {
        await using var home = new LocalBlobHome();
        var first = BlobContent.Random(3000);
        BlobReference kept, torn;
        await using (var store = home.OpenLocal())
        {
            kept = await store.AddAsync(first, Cancellation);
            torn = await store.AddAsync(BlobContent.Random(length), Cancellation);
        }
        var whole = await File.ReadAllBytesAsync(home.FileOf(torn), Cancellation);
        var step = length > 1000 ? 997 : 1;

        for (var end = (int)torn.Offset!.Value; end < whole.Length; end += step)
        {
            await File.WriteAllBytesAsync(home.FileOf(torn), whole[..end], Cancellation);
            await using var store = home.OpenLocal();
            var next = await store.AddAsync([1, 2, 3], Cancellation);

            Assert.Equal(new HashSet<BlobReference> { kept, next }, [.. await store.AllAsync(Cancellation)]);
            Assert.Equal(first, await store.ReadAsync(kept, Cancellation));
            if (end < torn.Offset + RecordFormat.HeaderSizeFor(length) + length) await Assert.ThrowsAnyAsync<DamagedBlobException>(() => store.ReadAsync(torn, Cancellation));
            await store.DeleteAsync([next], Cancellation);
        }
    }

    [Fact]
    public async Task After_a_start_nothing_is_appended_to_a_segment_of_before()
    {
        await using var home = new LocalBlobHome();
        BlobReference before;
        await using (var store = home.OpenLocal()) before = await store.AddAsync([1], Cancellation);
        await using var reopened = home.OpenLocal();

        Assert.NotEqual(before.Container, (await reopened.AddAsync([2], Cancellation)).Container);
    }

    [Fact]
    public async Task A_tail_of_zeros_that_a_power_loss_may_leave_holds_no_records()
    {
        await using var home = new LocalBlobHome();
        BlobReference kept;
        await using (var store = home.OpenLocal()) kept = await store.AddAsync(BlobContent.Random(5000), Cancellation);
        using (var file = home.OpenToDamage(kept)) file.SetLength(file.Length + 300_001);
        await using var reopened = home.OpenLocal();

        Assert.Equal([kept], await reopened.AllAsync(Cancellation));
    }

    [Theory]
    [InlineData(nameof(StoreStep.FileCreated), false), InlineData(nameof(StoreStep.FileWritten), false), InlineData(nameof(StoreStep.FileSynced), false)]
    [InlineData(nameof(StoreStep.FilePublished), true), InlineData(nameof(StoreStep.FileDurable), true)]
    public async Task A_file_is_there_whole_or_not_at_all_wherever_the_program_ends(string step, bool isThere)
    {
        await using var home = new LocalBlobHome();
        LocalBlobHome? crashed = null;
        var content = BlobContent.Random(Large);
        await using (var store = home.OpenLocal(reached => crashed ??= reached == Enum.Parse<StoreStep>(step) ? home.Snapshot() : null)) await store.AddAsync(content, Cancellation);

        await using var left = crashed!;
        await using var next = left.OpenLocal();
        var found = await next.AllAsync(Cancellation);

        Assert.Equal(isThere ? 1 : 0, found.Count);
        foreach (var blob in found) Assert.Equal(content, await next.ReadAsync(blob, Cancellation));
        await next.DeleteAsync(found, Cancellation);
        Assert.Empty(left.Files);
    }

    [Theory, InlineData(nameof(StoreStep.SegmentBegun), 0), InlineData(nameof(StoreStep.GroupWritten), 1), InlineData(nameof(StoreStep.GroupDurable), 1)]
    public async Task A_record_is_there_whole_or_not_at_all_wherever_the_program_ends(string step, int expected)
    {
        await using var home = new LocalBlobHome();
        LocalBlobHome? crashed = null;
        var content = BlobContent.Random(4000);
        await using (var store = home.OpenLocal(reached => crashed ??= reached == Enum.Parse<StoreStep>(step) ? home.Snapshot() : null)) await store.AddAsync(content, Cancellation);

        await using var left = crashed!;
        await using var next = left.OpenLocal();
        var found = await next.AllAsync(Cancellation);

        Assert.Equal(expected, found.Count);
        foreach (var blob in found) Assert.Equal(content, await next.ReadAsync(blob, Cancellation));
        await next.DeleteAsync(found, Cancellation);
        await next.CompactAsync(new NamesInMemory([]), Cancellation);
        Assert.Empty(left.Files);
    }

    [Theory, InlineData(nameof(StoreStep.RecordsMoved)), InlineData(nameof(StoreStep.MoveCommitted))]
    public async Task A_compaction_that_ends_half_way_loses_nothing_and_the_sweeper_finds_what_is_double(string step)
    {
        await using var home = new LocalBlobHome { Options = new() { SegmentSize = new(1 << 16) } };
        var rows = new Dictionary<BlobReference, byte[]>();
        LocalBlobHome? crashed = null;
        Dictionary<BlobReference, byte[]>? rowsAtCrash = null;
        await using (var store = home.OpenLocal(TakeSnapshot))
        {
            await FillAsync(store, rows, count: 100);
            var deleted = rows.Keys.Where((_, index) => index % 10 > 0).ToList();
            foreach (var blob in deleted) rows.Remove(blob);
            await store.DeleteAsync(deleted, Cancellation);
            await store.CompactAsync(new NamesInMemory(rows), Cancellation);
        }

        await using var left = crashed!;
        await using var next = left.OpenLocal();
        var listed = await next.AllAsync(Cancellation);
        Assert.True(listed.Count > rowsAtCrash!.Count);
        await next.DeleteAsync([.. listed.Where(blob => !rowsAtCrash.ContainsKey(blob))], Cancellation);
        await next.CompactAsync(new NamesInMemory(rowsAtCrash), Cancellation);

        Assert.Equal(rowsAtCrash.Keys.ToHashSet(), [.. await next.AllAsync(Cancellation)]);
        foreach (var (blob, content) in rowsAtCrash) Assert.Equal(content, await next.ReadAsync(blob, Cancellation));

        void TakeSnapshot(StoreStep reached)
        {
            if (reached != Enum.Parse<StoreStep>(step) || crashed is not null) return;
            crashed = home.Snapshot();
            rowsAtCrash = new(rows);
        }
    }

    private static async Task FillAsync(LocalBlobStore store, Dictionary<BlobReference, byte[]> rows, int count)
    {
        for (var index = 0; index < count; index++)
        {
            var content = BlobContent.Random(3000, seed: index);
            rows.Add(await store.AddAsync(content, Cancellation), content);
        }
    }
}
