using Athanor.Conformance.Blobs;
using Athanor.Conformance.Engines;
using Athanor.Objects.Model;

namespace Athanor.Objects.Blobs;

/// <summary>Moving blobs about while rows name them and readers read them.</summary>
public sealed class BlobCompactorTests(PostgresFixture server)
{
    public static TheoryData<string> Engines => Versions.ObjectRows.Engines;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Engines))]
    public async Task Room_of_deleted_objects_comes_back_and_every_other_one_reads_as_before(string engine)
    {
        await using var store = await StoreOnDisk.CreateAsync(engine, server);
        var contents = await FillAsync(store, 600);
        var full = await store.OnDiskAsync();
        foreach (var key in contents.Keys.Where((_, index) => index % 10 > 0).ToList())
        {
            await store.DeleteAsync(key);
            contents.Remove(key);
        }
        await store.Remover.RemoveAsync(Cancellation);
        var before = await store.Blobs.MeasureAsync(Cancellation);

        var report = await store.Compactor.CompactAsync(Cancellation);
        await store.Remover.RemoveAsync(Cancellation);

        Assert.InRange(report.BlobsMoved, 40, 60);
        Assert.True(before.Reclaimable > 0);
        Assert.InRange(await store.OnDiskAsync(), 60 * 2000, full / 5);
        foreach (var (key, content) in contents) Assert.Equal(content, await store.ReadAsync(key));
        Assert.Equal(60, (await store.Blobs.AllAsync(Cancellation)).Count);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Copies_versions_and_parts_all_follow_a_blob_that_moves(string engine)
    {
        await using var store = await StoreOnDisk.CreateAsync(engine, server);
        await store.Rows.SetVersioningAsync(Versioning.Enabled);
        var content = BlobContent.Random(2000, seed: 1);
        await store.PutAsync("leaf", content);
        var old = (await store.Objects.FindAsync(store.Bucket, "leaf", null, Cancellation))!;
        await store.PutAsync("leaf", BlobContent.Random(10, seed: 2));
        await store.Objects.CopyAsync("person/ada", store.Bucket, old, store.Bucket, "copy", new(), WriteCondition.None, Cancellation);
        var upload = await store.Uploads.StartAsync("person/ada", store.Bucket, "upload", new(), null, null, Cancellation);
        var part = await store.PutPartAsync(upload, 1, content);
        var others = await FillAsync(store, 400);
        foreach (var key in others.Keys) await store.DeleteAsync(key, (await store.Objects.FindAsync(store.Bucket, key, null, Cancellation))!.Version);
        await store.Remover.RemoveAsync(Cancellation);

        await store.Compactor.CompactAsync(Cancellation);

        var moved = (await store.Objects.FindAsync(store.Bucket, "leaf", old.Version, Cancellation))!;
        Assert.NotEqual(old.Blobs, moved.Blobs);
        Assert.Equal(moved.Blobs, (await store.Objects.FindAsync(store.Bucket, "copy", null, Cancellation))!.Blobs);
        Assert.Equal(content, await store.ReadAsync(moved));
        Assert.Equal(content, await store.ReadAsync(old));      // a reader who found the row before the move
        var listed = Assert.Single(await store.Uploads.ListPartsAsync(upload, 0, 10, Cancellation));
        Assert.NotEqual(part!.Blob, listed.Blob);
        var completed = await store.CompleteAsync(upload, part);
        Assert.Equal(content, await store.ReadAsync(Assert.IsType<WriteOutcome.Stored>(completed).Object));
    }

    [Fact]
    public async Task Readers_and_writers_at_work_notice_nothing()
    {
        await using var store = await StoreOnDisk.CreateAsync("SQLite", server, segmentSize: 1 << 16);
        var kept = await FillAsync(store, 40, "kept");
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var reads = 0;
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            while (!end.IsCancellationRequested)
                foreach (var (key, content) in kept)
                {
                    Assert.Equal(content, await store.ReadAsync(key));
                    reads++;
                }
        })).ToList();

        for (var round = 0; round < 15; round++)
        {
            var passing = await FillAsync(store, 60, $"passing-{round}");
            foreach (var key in passing.Keys) await store.DeleteAsync(key);
            await store.Remover.RemoveAsync(Cancellation);
            await store.Compactor.CompactAsync(Cancellation);
        }
        await end.CancelAsync();
        await Task.WhenAll(readers);

        Assert.True(reads > 0);
        await store.Remover.RemoveAsync(Cancellation);
        Assert.Equal(40, (await store.Blobs.AllAsync(Cancellation)).Count);
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task An_object_copied_onto_itself_keeps_its_bytes(string engine)
    {
        await using var store = await StoreOnDisk.CreateAsync(engine, server);
        var content = BlobContent.Random(3000);
        var stored = await store.PutAsync("leaf", content);

        await store.Objects.CopyAsync("person/ada", store.Bucket, stored, store.Bucket, "leaf", new() { ContentType = "image/png" }, WriteCondition.None, Cancellation);

        Assert.Equal(0, await store.Remover.RemoveAsync(Cancellation));
        Assert.Equal(content, await store.ReadAsync("leaf"));
        await store.DeleteAsync("leaf");
        Assert.Equal(1, await store.Remover.RemoveAsync(Cancellation));
    }

    private static async Task<Dictionary<string, byte[]>> FillAsync(StoreOnDisk store, int count, string prefix = "object")
    {
        var contents = Enumerable.Range(0, count).ToDictionary(index => $"{prefix}/{index}", index => BlobContent.Random(2000, seed: index));
        await Task.WhenAll(contents.Select(entry => store.PutAsync(entry.Key, entry.Value)));
        return contents;
    }
}
