using Athanor.Compute.Collectives;
using Athanor.Compute.Tensors;
using Athanor.Training.Checkpoints.Reading;
using Athanor.Training.Checkpoints.Storage;
using Athanor.Training.Checkpoints.Writing;

namespace Athanor.Training.Checkpoints;

/// <summary>What every place for checkpoints keeps.</summary>
public abstract class CheckpointStoreConformance
{
    private const string File = "shard-00000";
    private static readonly CheckpointName First = CheckpointName.Of(7, "0000000a");
    private static readonly CheckpointName Second = CheckpointName.Of(8, "0000000a");

    [Theory, InlineData(0), InlineData(1), InlineData(20 << 20)]
    public async Task What_was_written_is_read_from_any_place(int length)
    {
        var (store, content) = (await OpenAsync(), Content(length));

        await WriteAsync(store, First, File, content);

        Assert.Equal(length, await store.FindSizeAsync(First, File, Cancellation));
        Assert.Equal(content, await ReadAsync(store, File, 0, length));
        Assert.Equal(content[(length / 3)..], await ReadAsync(store, File, length / 3, length - (length / 3)));
    }

    [Fact]
    public async Task What_is_missing_or_shorter_cannot_be_read()
    {
        var store = await OpenAsync();
        await WriteAsync(store, First, File, Content(10));

        Assert.Null(await store.FindSizeAsync(First, "shard-00001", Cancellation));
        Assert.Null(await store.FindSizeAsync(Second, File, Cancellation));
        await Assert.ThrowsAnyAsync<IOException>(() => ReadAsync(store, "shard-00001", 0, 1));
        await Assert.ThrowsAnyAsync<IOException>(() => ReadAsync(store, File, 5, 6));
        await Assert.ThrowsAnyAsync<IOException>(() => ReadAsync(store, File, 20, 1));
    }

    [Fact]
    public async Task A_file_whose_writing_fails_is_not_there()
    {
        var store = await OpenAsync();

        await Assert.ThrowsAsync<InvalidDataException>(() => store.WriteAsync(First, File, async (stream, stop) =>
        {
            await stream.WriteAsync(Content(1000), stop);
            throw new InvalidDataException();
        }, Cancellation));

        Assert.Null(await store.FindSizeAsync(First, File, Cancellation));
    }

    [Fact]
    public async Task A_file_of_the_same_name_is_replaced()
    {
        var store = await OpenAsync();
        await WriteAsync(store, First, File, Content(100));

        await WriteAsync(store, First, File, Content(30));

        Assert.Equal(Content(30), await ReadAsync(store, File, 0, 30));
        Assert.Equal(30, await store.FindSizeAsync(First, File, Cancellation));
    }

    [Fact]
    public async Task All_files_are_listed_until_their_checkpoint_is_deleted()
    {
        var store = await OpenAsync();
        Assert.Empty(await store.ListAsync(Cancellation));
        await WriteAsync(store, First, File, Content(1));
        await WriteAsync(store, First, "manifest.json", Content(2));
        await WriteAsync(store, Second, File, Content(3));

        Assert.Equal([new(First, "manifest.json", 2), new(First, File, 1), new(Second, File, 3)], (await store.ListAsync(Cancellation)).OrderBy(file => file.Checkpoint.Text).ThenBy(file => file.Name));
        await store.DeleteAsync(First, Cancellation);
        Assert.Equal([new(Second, File, 3)], await store.ListAsync(Cancellation));
        await store.DeleteAsync(First, Cancellation);
    }

    [Fact]
    public async Task A_run_begins_again_where_it_saved()
    {
        const int Length = 2_000_003;
        var store = await OpenAsync();
        using var saved = Tensor.From(new(Length), Enumerable.Range(0, Length).Select(number => number * 0.37f).ToArray());
        using var loaded = Tensor.Zeros(Length);
        using (var writer = new CheckpointWriter(store, new Alone(), "a recipe"u8, new(), TimeProvider.System))
        {
            for (var step = 1; step <= 5; step++) writer.Save(step, [new("parameters", Length, 0, saved)], CheckpointNotes.None);
            writer.Finish();
        }

        var restored = new CheckpointReader(store, new Alone(), "a recipe"u8.ToArray()).Restore([new("parameters", Length, 0, loaded)], Cancellation);

        Assert.Equal(5, restored?.Step);
        Assert.True(saved.Span.SequenceEqual(loaded.Span));
        Assert.Equal([3L, 4, 5], (await store.ListAsync(Cancellation)).Select(file => file.Checkpoint.Step).Distinct().Order());
    }

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected abstract Task<ICheckpointStore> OpenAsync();

    private static byte[] Content(int length)
    {
        var content = new byte[length];
        new Random(length).NextBytes(content);
        return content;
    }

    private static Task WriteAsync(ICheckpointStore store, CheckpointName checkpoint, string file, byte[] content) => store.WriteAsync(checkpoint, file, (stream, stop) => stream.WriteAsync(content, stop).AsTask(), Cancellation);

    private static async Task<byte[]> ReadAsync(ICheckpointStore store, string file, long offset, int count)
    {
        var content = new byte[count];
        await store.ReadAsync(First, file, offset, content, Cancellation);
        return content;
    }
}
