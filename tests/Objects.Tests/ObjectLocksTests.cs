using Athanor.Conformance;
using Athanor.Conformance.Engines;
using Athanor.Objects.Blobs;
using Athanor.Objects.Model;
using Athanor.Objects.Versions;
using Athanor.Objects.Wire.Documents;
using Microsoft.Extensions.Logging.Abstractions;

namespace Athanor.Objects;

public sealed class ObjectLocksTests(PostgresFixture server)
{
    private readonly ManualClock _clock = new();

    public static TheoryData<string> Engines => ObjectRows.Engines;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_locked_version_stays_until_its_date_whoever_deletes_it(string engine)
    {
        await using var rows = await CreateAsync(engine);
        var (objects, locks) = (Store(rows), new ObjectLocks(rows.Database, _clock));
        await rows.PutAsync(rows.NewObject("leaf", "v1"));
        Assert.Equal(LockOutcome.Changed, await locks.SetRetentionAsync("me", rows.Bucket, "leaf", "v1", new(RetentionMode.Compliance, _clock.GetUtcNow().AddDays(1)), false, Cancellation));

        Assert.IsType<WriteOutcome.Locked>((await DeleteAsync(objects, rows, "v1", bypasses: true)).Failure);
        await objects.DeleteAsync("me", rows.Bucket, "leaf", null, WriteCondition.None, Cancellation);
        Assert.IsType<WriteOutcome.Locked>((await DeleteAsync(objects, rows, "v1", bypasses: true)).Failure);
        Assert.NotNull(await objects.FindAsync(rows.Bucket, "leaf", "v1", Cancellation));

        _clock.Advance(TimeSpan.FromDays(1));
        Assert.Null((await DeleteAsync(objects, rows, "v1", bypasses: false)).Failure);
        Assert.Null(await objects.FindAsync(rows.Bucket, "leaf", "v1", Cancellation));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_lock_and_a_delete_at_once_are_one_before_the_other(string engine)
    {
        await using var rows = await CreateAsync(engine);
        var (objects, locks) = (Store(rows), new ObjectLocks(rows.Database, _clock));
        for (var round = 0; round < 30; round++)
        {
            var version = $"v{round}";
            await rows.PutAsync(rows.NewObject("leaf", version));

            var locking = locks.SetLegalHoldAsync("me", rows.Bucket, "leaf", version, isHeld: true, Cancellation);
            var deleting = DeleteAsync(objects, rows, version, bypasses: true);
            await Task.WhenAll(locking, deleting);

            var isThere = await objects.FindAsync(rows.Bucket, "leaf", version, Cancellation) is not null;
            Assert.Equal(isThere, await locking == LockOutcome.Changed);
            Assert.Equal(isThere, (await deleting).Failure is WriteOutcome.Locked);
        }
    }

    [Fact]
    public async Task Marked_and_missing_versions_cannot_be_locked()
    {
        await using var rows = await CreateAsync("SQLite");
        var (objects, locks) = (Store(rows), new ObjectLocks(rows.Database, _clock));
        await objects.DeleteAsync("me", rows.Bucket, "leaf", null, WriteCondition.None, Cancellation);

        Assert.Equal(LockOutcome.IsMarker, await locks.SetLegalHoldAsync("me", rows.Bucket, "leaf", null, isHeld: true, Cancellation));
        Assert.Equal(LockOutcome.NoSuchVersion, await locks.SetLegalHoldAsync("me", rows.Bucket, "leaf", "gone", isHeld: true, Cancellation));
    }

    [Fact]
    public async Task A_bucket_with_locks_keeps_versions_for_good()
    {
        await using var rows = await CreateAsync("SQLite");
        var buckets = new BucketDirectory(rows.Database, _clock);
        await rows.SetVersioningAsync(Versioning.Suspended);
        Assert.False(await buckets.SetLockAsync("me", rows.Bucket, new(null, null, null), Cancellation));

        await rows.SetVersioningAsync(Versioning.Enabled);
        Assert.True(await buckets.SetLockAsync("me", rows.Bucket, new(RetentionMode.Governance, 3, null), Cancellation));
        Assert.False(await buckets.SetVersioningAsync("me", rows.Bucket, Versioning.Suspended, Cancellation));
        Assert.Equal(new ObjectLockConfiguration(RetentionMode.Governance, 3, null), (await buckets.FindAsync("leaves", Cancellation))!.Lock);
    }

    private async Task<ObjectRows> CreateAsync(string engine)
    {
        var rows = await ObjectRows.CreateAsync(engine, server);
        await rows.SetVersioningAsync(Versioning.Enabled);
        return rows;
    }

    private ObjectStore Store(ObjectRows rows) =>
        new(rows.Database, blobs: null!, new BlobRemover(rows.Database, blobs: null!, _clock, NullLogger<BlobRemover>.Instance), _clock, keys: null!);

    private static Task<DeleteOutcome> DeleteAsync(ObjectStore objects, ObjectRows rows, string version, bool bypasses) =>
        objects.DeleteAsync("me", rows.Bucket, "leaf", version, WriteCondition.None, Cancellation, bypasses);
}
