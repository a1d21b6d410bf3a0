using Athanor.Conformance.Blobs;
using Athanor.Conformance.Engines;
using Athanor.Foundation.Databases;
using Athanor.Foundation.Problems;
using Athanor.Objects.Model;
using Athanor.Objects.Versions;
using Microsoft.Extensions.Logging.Abstractions;

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
        var upload = await store.Uploads.StartAsync("person/ada", store.Bucket, "upload", new(), null, null, Cancellation);
        await AssertRefusedAsync(() => store.PutPartAsync(upload, 1, BlobContent.Random(100)));
        var part = await store.PutPartAsync(upload, 1, BlobContent.Random(99));
        var completed = await store.CompleteAsync(upload, part!);

        Assert.IsType<WriteOutcome.Stored>(completed);
        await AssertRefusedAsync(() => store.PutAsync("more", [1]));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Completing_is_refused_where_there_may_be_no_more_objects_and_the_upload_stays(string engine)
    {
        await using var store = await StoreOnDisk.CreateAsync(engine, server);
        await store.PutAsync("leaf", [1]);
        var upload = await store.Uploads.StartAsync("person/ada", store.Bucket, "upload", new(), null, null, Cancellation);
        var part = await store.PutPartAsync(upload, 1, [1, 2, 3]);
        await QuotasOf(store).SetAsync("person/ada", store.Bucket, new(null, 1), Cancellation);

        await AssertRefusedAsync(() => store.CompleteAsync(upload, part!));

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
        using var traffic = new Traffic(store.Rows.Database, TimeProvider.System, NullLogger<Traffic>.Instance);
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

    [Fact]
    public async Task Reads_become_facts_together_and_only_where_they_are_asked_for()
    {
        await using var store = await StoreOnDisk.CreateAsync("SQLite", server);
        using var reads = new ReadJournal(store.Rows.Database, new() { JournalReads = true }, TimeProvider.System, NullLogger<ReadJournal>.Instance);
        using var silent = new ReadJournal(store.Rows.Database, new(), TimeProvider.System, NullLogger<ReadJournal>.Instance);

        for (var read = 0; read < 3000; read++) await reads.NoteAsync("person/ada", store.Bucket, $"{read}", version: null);
        await silent.NoteAsync("person/ada", store.Bucket, "leaf", version: null);
        await reads.WriteAsync(Cancellation);
        await silent.WriteAsync(Cancellation);

        Assert.Equal(3000, await store.Rows.ReadAsync(session => session.Count($"SELECT COUNT(*) FROM journal WHERE verb = 'object.read'")));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Uploads_that_nobody_goes_on_with_are_aborted_and_others_are_not(string engine)
    {
        await using var store = await StoreOnDisk.CreateAsync(engine, server);
        var (left, goneOnWith) = (await StartAsync("left"), await StartAsync("gone-on-with"));
        await store.PutPartAsync(left, 1, [1]);
        await store.Rows.Database.WriteAsync(session => session.Execute($"UPDATE uploads SET started_at = 0"), Cancellation);
        await store.Rows.Database.WriteAsync(session => session.Execute($"UPDATE upload_parts SET stored_at = 0"), Cancellation);
        await store.PutPartAsync(goneOnWith, 1, [1]);
        var fresh = await StartAsync("fresh");
        using var sweeper = new UploadSweeper(store.Rows.Database, store.Uploads, new(), TimeProvider.System, NullLogger<UploadSweeper>.Instance);

        Assert.Equal(1, await sweeper.SweepAsync(Cancellation));

        Assert.Equal([fresh.Id, goneOnWith.Id], (await store.Uploads.ListAsync(store.Bucket, "", "", "", "", 10, Cancellation)).Uploads.Select(upload => upload.Id));

        Task<MultipartUpload> StartAsync(string key) => store.Uploads.StartAsync("person/ada", store.Bucket, key, new(), null, null, Cancellation);
    }

    private static Quotas QuotasOf(StoreOnDisk store) => new(store.Rows.Database);

    private static async Task AssertRefusedAsync(Func<Task> write) =>
        Assert.Equal((ObjectsProblems.QuotaExceededCode, 403), (await Assert.ThrowsAsync<ProblemException>(write)).Problem is var problem ? (problem.Code, problem.Status) : default);
}
