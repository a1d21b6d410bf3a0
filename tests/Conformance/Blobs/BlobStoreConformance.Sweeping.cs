using System.IO.Pipelines;
using Athanor.Objects.Blobs;

namespace Athanor.Conformance.Blobs;

public abstract partial class BlobStoreConformance
{
    [Theory, InlineData(0), InlineData(100), InlineData(Packed + 1)]
    public async Task A_deleted_blob_is_missing_and_no_longer_listed_even_after_a_restart(int length)
    {
        var kept = await Store.AddAsync(BlobContent.Random(length, seed: 1), Cancellation);
        var deleted = await Store.AddAsync(BlobContent.Random(length, seed: 2), Cancellation);

        await Store.DeleteAsync([deleted], Cancellation);

        foreach (var _ in (int[])[1, 2])
        {
            await Assert.ThrowsAsync<MissingBlobException>(() => Store.ReadAsync(deleted, Cancellation));
            Assert.Equal([kept], await Store.AllAsync(Cancellation));
            Assert.Equal(BlobContent.Random(length, seed: 1), await Store.ReadAsync(kept, Cancellation));
            await ReopenAsync();
        }
    }

    [Fact]
    public async Task Deleting_twice_or_what_never_was_is_no_error()
    {
        BlobReference[] blobs = [await Store.AddAsync(new byte[10], Cancellation), await Store.AddAsync(new byte[Packed + 1], Cancellation)];
        await Store.DeleteAsync(blobs, Cancellation);

        await Store.DeleteAsync([.. blobs, BlobReference.Parse("f:nowhere:7"), BlobReference.Parse("s:nowhere:32:7"), BlobReference.InSegment(blobs[0].Container, 1 << 20, 7)], Cancellation);

        await AssertEmptyAsync();
    }

    [Fact]
    public async Task What_is_listed_are_the_blobs_as_they_were_answered()
    {
        var blobs = new HashSet<BlobReference>();
        foreach (var length in (int[])[0, 1, 100, 5000, Block, Packed, Packed + 1, 1 << 20]) blobs.Add(await Store.AddAsync(BlobContent.Random(length), Cancellation));

        Assert.Equal(blobs, [.. await Store.AllAsync(Cancellation)]);
        await ReopenAsync();
        Assert.Equal(blobs, [.. await Store.AllAsync(Cancellation)]);
    }

    [Theory, InlineData(0), InlineData(100), InlineData(Packed + 1)]
    public async Task A_blob_without_its_row_is_hidden_from_the_sweeper_until_its_writer_lets_go(int length)
    {
        var pending = await Store.HoldAsync(BlobContent.Random(length), Cancellation);

        Assert.Empty(await Store.AllAsync(Cancellation));
        Assert.Equal(length, (await Store.ReadAsync(pending.Reference, Cancellation)).Length);
        pending.Dispose();
        pending.Dispose();
        Assert.Equal([pending.Reference], await Store.AllAsync(Cancellation));
    }

    [Theory, InlineData(100), InlineData(Packed + 1)]
    public async Task A_blob_held_when_the_program_ended_is_found_by_the_sweeper_of_the_next_start(int length)
    {
        var pending = await Store.HoldAsync(BlobContent.Random(length), Cancellation);

        await ReopenAsync();

        Assert.Equal([pending.Reference], await Store.AllAsync(Cancellation));
    }

    [Fact]
    public async Task A_sweeper_at_work_among_writers_never_takes_a_blob_that_has_its_row()
    {
        var rows = new System.Collections.Concurrent.ConcurrentDictionary<BlobReference, byte[]>();
        var writers = Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (var index = 0; index < 60; index++)
            {
                var content = BlobContent.Random(index % 10 == 0 ? Packed + 1 : 200, seed: (writer * 1000) + index);
                using var pending = await Store.HoldAsync(content, Cancellation);
                await Task.Yield();
                if (index % 3 > 0) rows[pending.Reference] = content;
            }
        })).ToList();
        var written = Task.WhenAll(writers);

        var swept = 0;
        for (var isLast = false; !isLast;)
        {
            isLast = written.IsCompleted;
            var unnamed = (await Store.AllAsync(Cancellation)).Where(blob => !rows.ContainsKey(blob)).ToList();
            await Store.DeleteAsync(unnamed, Cancellation);
            swept += unnamed.Count;
        }
        await written;

        Assert.Equal(8 * 20, swept);
        Assert.Equal(rows.Keys.ToHashSet(), [.. await Store.AllAsync(Cancellation)]);
        foreach (var (blob, content) in rows) Assert.Equal(content, await Store.ReadAsync(blob, Cancellation));
    }

    [Theory, InlineData(100), InlineData(Packed), InlineData(3 << 20)]
    public async Task Who_reads_while_a_blob_is_deleted_gets_all_of_it_or_finds_it_missing_before_the_first_byte(int length)
    {
        var content = BlobContent.Random(length);
        for (var round = 0; round < 20; round++)
        {
            var blob = await Store.AddAsync(content, Cancellation);
            var readers = Enumerable.Range(0, 4).Select(_ => Task.Run(() => ReadOrMissAsync(blob))).ToList();
            await Store.DeleteAsync([blob], Cancellation);

            foreach (var read in await Task.WhenAll(readers)) Assert.True(read.Length == 0 || read.AsSpan().SequenceEqual(content));
        }
    }

    [Fact]
    public async Task A_long_read_that_has_begun_ends_well_though_its_blob_is_deleted()
    {
        var content = BlobContent.Random(4 << 20);
        var blob = await Store.AddAsync(content, Cancellation);
        var pipe = new Pipe(new(pauseWriterThreshold: 1 << 18, resumeWriterThreshold: 1 << 17));
        var copy = Store.CopyToAsync(blob, 0, blob.Length, pipe.Writer, Cancellation);

        await Store.DeleteAsync([blob], Cancellation);
        var rest = ReadToEndAsync(pipe.Reader);
        await copy;
        await pipe.Writer.CompleteAsync();

        Assert.Equal(content, await rest);
    }

    private async Task<byte[]> ReadOrMissAsync(BlobReference blob)
    {
        using var target = new MemoryStream();
        var writer = PipeWriter.Create(target, new(leaveOpen: true));
        try
        {
            await Store.CopyToAsync(blob, 0, blob.Length, writer, Cancellation);
        }
        catch (MissingBlobException)
        {
            Assert.Equal(0, writer.UnflushedBytes + target.Length);
        }
        await writer.CompleteAsync();
        return target.ToArray();
    }
}
