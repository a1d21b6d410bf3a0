using Athanor.Conformance.Blobs;
using Athanor.Conformance.Engines;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Problems;
using Athanor.Objects.Model;
using Athanor.Objects.Versions;

namespace Athanor.Objects.Usage;

public sealed class QuotaTests(PostgresFixture server)
{
    public static TheoryData<string> Engines => ObjectRows.Engines;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Engines))]
    public async Task What_would_exceed_a_bucket_is_refused_and_changes_nothing(string engine)
    {
        await using var store = await StoreOnDisk.CreateAsync(engine, server);
        await QuotasOf(store).SetAsync("person/ada", store.Bucket, new(1000, 2), Cancellation);
        await store.PutAsync("first", BlobContent.Random(600));

        await AssertRefusedAsync(() => store.PutAsync("second", BlobContent.Random(500)));
        await store.PutAsync("second", BlobContent.Random(400));
        await AssertRefusedAsync(() => store.PutAsync("third", []));
        await AssertRefusedAsync(() => store.PutAsync("second", BlobContent.Random(401)));

        Assert.Equal(new BucketUsage(2, 1000), await store.Rows.ReadAsync(session => ObjectsDatabase.Usage(session, store.Bucket.Id)));
        Assert.Equal(BlobContent.Random(400), await store.ReadAsync("second"));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Versions_copies_and_parts_count_and_a_project_counts_all_of_its_buckets(string engine)
    {
        await using var store = await StoreOnDisk.CreateAsync(engine, server);
        await store.Rows.SetVersioningAsync(Versioning.Enabled);
        await store.Rows.Database.WriteAsync(session => ObjectsDatabase.AddBucket(session, "other", "default", DateTimeOffset.UnixEpoch), Cancellation);
        var other = (await store.Rows.ReadAsync(session => ObjectsDatabase.FindBucket(session, "other")))!;
        await QuotasOf(store).SetAsync("person/ada", "default", new(1000, null), Cancellation);
        var stored = await store.PutAsync("leaf", BlobContent.Random(300));
        await store.PutAsync("leaf", BlobContent.Random(301));

        await store.Objects.CopyAsync("person/ada", store.Bucket, stored, other, "copy", new(), WriteCondition.None, Cancellation);
        await AssertRefusedAsync(() => store.Objects.CopyAsync("person/ada", store.Bucket, stored, other, "another", new(), WriteCondition.None, Cancellation));
        var upload = await store.Uploads.StartAsync("person/ada", store.Bucket, "upload", new(), Cancellation);
        await AssertRefusedAsync(() => store.PutPartAsync(upload, 1, BlobContent.Random(100)));
        var part = await store.PutPartAsync(upload, 1, BlobContent.Random(99));
        var completed = await store.Uploads.CompleteAsync("person/ada", store.Bucket, upload, [(1, part!.ETag)], _ => new Dictionary<string, string>(), WriteCondition.None, Cancellation);

        Assert.IsType<WriteOutcome.Stored>(completed);
        await AssertRefusedAsync(() => store.PutAsync("more", [1]));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Completing_is_refused_where_there_may_be_no_more_objects_and_the_upload_stays(string engine)
    {
        await using var store = await StoreOnDisk.CreateAsync(engine, server);
        await store.PutAsync("leaf", [1]);
        var upload = await store.Uploads.StartAsync("person/ada", store.Bucket, "upload", new(), Cancellation);
        var part = await store.PutPartAsync(upload, 1, [1, 2, 3]);
        await QuotasOf(store).SetAsync("person/ada", store.Bucket, new(null, 1), Cancellation);

        await AssertRefusedAsync(() => store.Uploads.CompleteAsync("person/ada", store.Bucket, upload, [(1, part!.ETag)], _ => new Dictionary<string, string>(), WriteCondition.None, Cancellation));

        Assert.NotNull(await store.Uploads.FindAsync(store.Bucket, "upload", upload.Id, Cancellation));
    }

    [Fact]
    public async Task Whoever_is_beyond_a_quota_may_shrink_and_delete()
    {
        await using var store = await StoreOnDisk.CreateAsync("SQLite", server);
        await store.PutAsync("leaf", BlobContent.Random(500));
        await store.PutAsync("other", BlobContent.Random(500));
        await QuotasOf(store).SetAsync("person/ada", store.Bucket, new(100, 1), Cancellation);

        await store.PutAsync("leaf", BlobContent.Random(400));
        await store.DeleteAsync("other");

        await AssertRefusedAsync(() => store.PutAsync("leaf", BlobContent.Random(401)));
    }

    [Fact]
    public async Task Of_many_writers_at_once_only_those_get_in_for_whom_there_is_room()
    {
        await using var store = await StoreOnDisk.CreateAsync("SQLite", server);
        await QuotasOf(store).SetAsync("person/ada", store.Bucket, new(1000, null), Cancellation);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 40).Select(async index =>
        {
            try
            {
                await store.PutAsync($"{index}", BlobContent.Random(100));
                return true;
            }
            catch (ProblemException)
            {
                return false;
            }
        }));

        Assert.Equal(10, outcomes.Count(isStored => isStored));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Traffic_is_added_up_by_day_and_shown_with_the_bucket(string engine)
    {
        await using var store = await StoreOnDisk.CreateAsync(engine, server);
        using var traffic = new Traffic(store.Rows.Database, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<Traffic>.Instance);
        await store.PutAsync("leaf", [1, 2, 3]);

        for (var round = 0; round < 2; round++)
        {
            traffic.Note("default", "leaves", 10, 100);
            traffic.Note("default", "leaves", 0, 1);
            await traffic.WriteAsync(Cancellation);
        }

        var report = Assert.Single(await store.Rows.ReadAsync(session => UsageDatabase.Report(session, null, "", 10)));
        Assert.Equal((new TrafficReport(4, 20, 202), 1L, 1L, 3L, Quota.None), (report.Traffic, report.Objects, report.Versions, report.Bytes, report.Quota));
        Assert.Equal([("default", 1L, 3L)], await store.Rows.ReadAsync(UsageDatabase.Totals));
    }

    private static Quotas QuotasOf(StoreOnDisk store) => new(store.Rows.Database);

    private static async Task AssertRefusedAsync(Func<Task> write) =>
        Assert.Equal((ObjectsProblems.QuotaExceededCode, 403), (await Assert.ThrowsAsync<ProblemException>(write)).Problem is var problem ? (problem.Code, problem.Status) : default);
}
