using Athanor.Conformance.Blobs;
using Athanor.Objects.Blobs.Local;

namespace Athanor.Objects.Blobs;

public sealed class GroupTests
{
    private const int Writers = 64;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Writers_who_wait_together_share_one_sync()
    {
        await using var home = new LocalBlobHome();
        using var disk = new HeldDisk();
        await using var store = home.OpenLocal(disk.Reached);
        var first = store.AddAsync(BlobContent.Random(100), Cancellation);
        disk.WaitUntilBusy();
        var others = Enumerable.Range(0, Writers).Select(index => store.AddAsync(BlobContent.Random(100, seed: index), Cancellation)).ToList();

        disk.Release();
        await Task.WhenAll([first, .. others]);

        Assert.Equal(2, disk.Syncs);
    }

    [Fact]
    public async Task Who_gives_up_before_the_turn_of_the_group_leaves_nothing()
    {
        await using var home = new LocalBlobHome();
        using var disk = new HeldDisk();
        await using var store = home.OpenLocal(disk.Reached);
        using var cancelled = new CancellationTokenSource();
        var first = store.AddAsync([1], Cancellation);
        disk.WaitUntilBusy();
        var second = store.AddAsync([2], cancelled.Token);
        var third = store.AddAsync([3], Cancellation);

        await cancelled.CancelAsync();
        disk.Release();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.Equal([await first, await third], await store.AllAsync(Cancellation));
    }

    [Fact]
    public async Task What_waits_when_the_store_is_closed_is_still_written()
    {
        await using var home = new LocalBlobHome();
        using var disk = new HeldDisk();
        var store = home.OpenLocal(disk.Reached);
        var first = store.AddAsync([1], Cancellation);
        disk.WaitUntilBusy();
        var second = store.AddAsync([2], Cancellation);

        var closed = Task.Run(async () => await store.DisposeAsync());
        disk.Release();
        await closed;
        await using var reopened = home.OpenLocal();

        Assert.Equal([await first, await second], await reopened.AllAsync(Cancellation));
    }

    [Fact]
    public async Task A_group_that_fails_leaves_nothing_and_the_next_begins_a_new_segment()
    {
        await using var home = new LocalBlobHome();
        var isBroken = false;
        await using var store = home.OpenLocal(step =>
        {
            if (isBroken && step == StoreStep.GroupWritten) throw new IOException("the disk is gone");
        });
        var before = await store.AddAsync([1], Cancellation);
        isBroken = true;

        await Assert.ThrowsAsync<IOException>(() => store.AddAsync([2], Cancellation));
        await Assert.ThrowsAsync<IOException>(() => store.AddAsync([3], Cancellation));
        isBroken = false;
        var after = await store.AddAsync([4], Cancellation);

        Assert.NotEqual(before.Container, after.Container);
        Assert.Equal([before, after], await store.AllAsync(Cancellation));
        Assert.Equal(2, home.Files.Count());
    }

    /// <summary>A disk that does not finish its first sync before it is told to.</summary>
    private sealed class HeldDisk : IDisposable
    {
        private readonly ManualResetEventSlim _busy = new();
        private readonly ManualResetEventSlim _released = new();

        public int Syncs { get; private set; }

        public void Reached(StoreStep step)
        {
            if (step == StoreStep.GroupDurable) Syncs++;
            if (step != StoreStep.GroupWritten) return;
            _busy.Set();
            _released.Wait(Cancellation);
        }

        public void WaitUntilBusy() => _busy.Wait(Cancellation);

        public void Release() => _released.Set();

        public void Dispose()
        {
            _busy.Dispose();
            _released.Dispose();
        }
    }
}
