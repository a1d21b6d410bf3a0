using System.IO.Pipelines;
using Athanor.Conformance.Blobs;
using Athanor.Conformance.Engines;

namespace Athanor.Objects.Blobs;

public sealed class BlobReadersTests(PostgresFixture server)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_object_of_parts_that_is_deleted_while_it_is_read_is_read_to_its_end_and_then_removed()
    {
        await using var store = await StoreOnDisk.CreateAsync("SQLite", server);
        var upload = await store.Uploads.StartAsync("person/ada", store.Bucket, "parts", new(), null, null, Cancellation);
        byte[][] contents = [BlobContent.Random(5 << 20), BlobContent.Random(5 << 20), BlobContent.Random(1000)];
        foreach (var (index, content) in contents.Index()) await store.PutPartAsync(upload, index + 1, content);
        var parts = await store.Uploads.ListPartsAsync(upload, 0, 10, Cancellation);
        await store.CompleteAsync(upload, parts);
        var stored = (await store.Objects.FindAsync(store.Bucket, "parts", null, Cancellation))!;

        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 1 << 20));
        var reading = Task.Run(async () =>
        {
            await store.Objects.CopyToAsync(store.Bucket, stored, 0, stored.Size, pipe.Writer, Cancellation);
            await pipe.Writer.CompleteAsync();
        });
        var begun = await pipe.Reader.ReadAtLeastAsync(1000, Cancellation);
        await store.DeleteAsync("parts");
        var removedMeanwhile = await store.Remover.RemoveAsync(Cancellation);
        pipe.Reader.AdvanceTo(begun.Buffer.Start);
        var read = new MemoryStream();
        await pipe.Reader.CopyToAsync(read, Cancellation);
        await reading;

        Assert.Equal(0, removedMeanwhile);
        Assert.Equal(contents.SelectMany(content => content), read.ToArray());
        Assert.Equal(3, await store.Remover.RemoveAsync(Cancellation));
        await Assert.ThrowsAsync<MissingBlobException>(() => store.ReadAsync(stored));
    }
}
