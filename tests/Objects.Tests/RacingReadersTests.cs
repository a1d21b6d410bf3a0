using System.IO.Pipelines;
using Athanor.Conformance;
using Athanor.Conformance.Engines;
using Athanor.Objects.Blobs;
using Athanor.Objects.Model;

namespace Athanor.Objects;

public sealed class RacingReadersTests(PostgresFixture server)
{
    private const int PartSize = 5 << 20;
    private const int EnoughRounds = 40;
    private const int EnoughReads = 20;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("SQLite")]
    [InlineData("PostgreSQL")]
    public async Task An_object_of_several_blobs_that_goes_while_it_is_read_is_read_to_its_end(string engine)
    {
        await using var store = await StoreOnDisk.CreateAsync(engine, server);
        var stored = await PutInPartsAsync(store, "leaf", fill: 1);
        var pipe = new Pipe(new(pauseWriterThreshold: 1 << 16, resumeWriterThreshold: 1 << 15));
        var reading = store.Objects.CopyToAsync(store.Bucket, stored, 0, stored.Size, pipe.Writer, Cancellation);
        pipe.Reader.AdvanceTo((await pipe.Reader.ReadAsync(Cancellation)).Buffer.Start);

        await store.DeleteAsync("leaf");
        Assert.Equal(0, await store.Remover.RemoveAsync(Cancellation));
        await store.Compactor.CompactAsync(Cancellation);
        var read = await DrainAsync(pipe.Reader, stored.Size);
        await reading;

        Assert.All(read, value => Assert.Equal(1, value));
        Assert.Equal(2, await store.Remover.RemoveAsync(Cancellation));
        await Assert.ThrowsAsync<MissingBlobException>(() => store.ReadAsync(stored));
    }

    [Fact]
    public async Task Readers_among_overwrites_deletes_and_compactions_get_whole_objects_or_none_before_the_first_byte()
    {
        await using var store = await StoreOnDisk.CreateAsync("SQLite", server);
        using var end = new CancellationTokenSource();
        var whole = 0;
        var others = Task.WhenAll([KeepHouseAsync(store, end.Token), .. Enumerable.Range(0, 4).Select(reader => Task.Run(() => ReadAsync(store, reader, () => Interlocked.Increment(ref whole), end.Token)))]);

        for (byte round = 1; round <= EnoughRounds; round++) await ChangeAsync(store, round);
        await Eventually.HoldsAsync(
            async () =>
            {
                await ChangeAsync(store, round: 251);
                return others.IsCompleted || Volatile.Read(ref whole) >= EnoughReads;
            },
            "readers find something");
        await end.CancelAsync();
        await others;
    }

    private static async Task ChangeAsync(StoreOnDisk store, byte round)
    {
        await PutInPartsAsync(store, "parts", round);
        await store.PutAsync("small", Filled(round, 2000));
        await store.PutAsync("large", Filled(round, 3 << 20));
        if (round % 4 == 0) await store.DeleteAsync("parts");
    }

    private static async Task KeepHouseAsync(StoreOnDisk store, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            await store.Remover.RemoveAsync(Cancellation);
            await store.Compactor.CompactAsync(Cancellation);
            await Task.Delay(5, Cancellation);
        }
    }

    private static async Task ReadAsync(StoreOnDisk store, int reader, Action readWhole, CancellationToken end)
    {
        var random = new Random(reader);
        while (!end.IsCancellationRequested)
        {
            if (await store.Objects.FindAsync(store.Bucket, random.OneOf("parts", "parts", "small", "large"), null, Cancellation) is not { } stored)
            {
                await Task.Delay(1, Cancellation);
                continue;
            }
            var content = new MemoryStream();
            var writer = PipeWriter.Create(content, new(leaveOpen: true));
            try
            {
                await store.Objects.CopyToAsync(store.Bucket, stored, 0, stored.Size, writer, Cancellation);
                await writer.CompleteAsync();
                var bytes = content.ToArray();
                Assert.Equal(stored.Size, bytes.Length);
                Assert.False(bytes.AsSpan().ContainsAnyExcept(bytes[0]));
                readWhole();
            }
            catch (MissingBlobException)
            {
                Assert.Equal(0, content.Length);
                Assert.Equal(0, writer.UnflushedBytes);
            }
        }
    }

    private static async Task<StoredObject> PutInPartsAsync(StoreOnDisk store, string key, byte fill)
    {
        var upload = await store.Uploads.StartAsync("person/ada", store.Bucket, key, new(), null, null, Cancellation);
        var parts = new[] { await store.PutPartAsync(upload, 1, Filled(fill, PartSize)), await store.PutPartAsync(upload, 2, Filled(fill, 3000)) };
        Assert.IsType<WriteOutcome.Stored>(await store.CompleteAsync(upload, parts!));
        return (await store.Objects.FindAsync(store.Bucket, key, null, Cancellation))!;
    }

    private static async Task<byte[]> DrainAsync(PipeReader reader, long size)
    {
        var content = new MemoryStream();
        while (content.Length < size)
        {
            var read = await reader.ReadAsync(Cancellation);
            foreach (var memory in read.Buffer) content.Write(memory.Span);
            reader.AdvanceTo(read.Buffer.End);
        }
        return content.ToArray();
    }

    private static byte[] Filled(byte fill, int length)
    {
        var bytes = new byte[length];
        bytes.AsSpan().Fill(fill);
        return bytes;
    }
}
