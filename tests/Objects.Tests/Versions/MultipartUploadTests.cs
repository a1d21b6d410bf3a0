using Athanor.Conformance.Engines;
using Athanor.Foundation.Journal;
using Athanor.Objects.Blobs;
using Athanor.Objects.Model;
using Athanor.Objects.Wire.Documents;
using Microsoft.Extensions.Logging.Abstractions;

namespace Athanor.Objects.Versions;

public sealed class MultipartUploadTests(PostgresFixture server)
{
    private const long FiveMebibytes = 5L << 20;

    public static TheoryData<string> Engines => ObjectRows.Engines;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Engines))]
    public async Task Completing_makes_one_object_of_the_named_parts_and_lets_go_of_the_others(string engine)
    {
        await using var rows = await ObjectRows.CreateAsync(engine, server);
        var uploads = UploadsOf(rows);
        var upload = await uploads.StartAsync("person/ada", rows.Bucket, "leaf", new() { ContentType = "image/png" }, null, null, Cancellation);
        var replaced = await PutAsync(rows, uploads, upload, 1, FiveMebibytes);
        var first = await PutAsync(rows, uploads, upload, 1, FiveMebibytes);
        var unnamed = await PutAsync(rows, uploads, upload, 2, FiveMebibytes);
        var last = await PutAsync(rows, uploads, upload, 7, 3);

        var outcome = await CompleteAsync(uploads, rows, upload, (1, first.ETag), (7, last.ETag));

        var stored = Assert.IsType<WriteOutcome.Stored>(outcome).Object;
        Assert.Equal((FiveMebibytes + 3, "image/png"), (stored.Size, stored.Headers.ContentType));
        Assert.Equal([first.Blob, last.Blob], stored.Blobs);
        Assert.EndsWith("-2", stored.ETag, StringComparison.Ordinal);
        Assert.Equal(new[] { replaced.Blob, unnamed.Blob }.Select(blob => blob.ToString()).Order(), (await rows.ReadAsync(session => BlobsDatabase.Dropped(session, 10))).Select(blob => blob.ToString()));
        Assert.Null(await uploads.FindAsync(rows.Bucket, "leaf", upload.Id, Cancellation));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Parts_out_of_order_unknown_or_too_small_change_nothing(string engine)
    {
        await using var rows = await ObjectRows.CreateAsync(engine, server);
        var uploads = UploadsOf(rows);
        var upload = await uploads.StartAsync("person/ada", rows.Bucket, "leaf", new(), null, null, Cancellation);
        var (small, other) = (await PutAsync(rows, uploads, upload, 1, 10), await PutAsync(rows, uploads, upload, 2, 10));

        Assert.IsType<WriteOutcome.InvalidPartOrder>(await CompleteAsync(uploads, rows, upload, (2, other.ETag), (2, other.ETag)));
        Assert.IsType<WriteOutcome.InvalidPart>(await CompleteAsync(uploads, rows, upload, (3, small.ETag)));
        Assert.IsType<WriteOutcome.InvalidPart>(await CompleteAsync(uploads, rows, upload, (1, other.ETag)));
        Assert.IsType<WriteOutcome.EntityTooSmall>(await CompleteAsync(uploads, rows, upload, (1, small.ETag), (2, other.ETag)));
        Assert.Null(await rows.ReadAsync(session => ObjectsDatabase.FindLatest(session, rows.Bucket.Id, "leaf")));
        Assert.NotNull(await uploads.FindAsync(rows.Bucket, "leaf", upload.Id, Cancellation));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Of_completions_at_once_one_makes_the_object_and_the_others_are_told_of_it(string engine)
    {
        await using var rows = await ObjectRows.CreateAsync(engine, server);
        var uploads = UploadsOf(rows);
        var upload = await uploads.StartAsync("person/ada", rows.Bucket, "leaf", new(), null, null, Cancellation);
        var part = await PutAsync(rows, uploads, upload, 1, 10);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => CompleteAsync(uploads, rows, upload, (1, part.ETag))));

        Assert.Equal(4, outcomes.OfType<WriteOutcome.Stored>().Count());
        Assert.Single(await new JournalReader(rows.Database).SearchAsync(new() { Verb = "object.stored" }, 10, Cancellation));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_completion_sent_again_succeeds_while_its_object_is_the_latest_and_names_the_same_parts(string engine)
    {
        await using var rows = await ObjectRows.CreateAsync(engine, server);
        var uploads = UploadsOf(rows);
        var upload = await uploads.StartAsync("person/ada", rows.Bucket, "leaf", new(), null, null, Cancellation);
        var part = await PutAsync(rows, uploads, upload, 1, 10);
        var asked = new Completion([new(1, part.ETag, null)], new(null, IfNoneMatch: "*"));
        await uploads.CompleteAsync("person/ada", rows.Bucket, "leaf", upload.Id, asked, Cancellation);

        Assert.IsType<WriteOutcome.Stored>(await uploads.CompleteAsync("person/ada", rows.Bucket, "leaf", upload.Id, asked, Cancellation));
        Assert.IsType<WriteOutcome.NoSuchUpload>(await CompleteAsync(uploads, rows, upload, (1, new string('0', 32))));
        Assert.IsType<WriteOutcome.NoSuchUpload>(await CompleteAsync(uploads, rows, upload, (1, "no tag")));
        await rows.PutAsync(rows.NewObject("leaf", "null"));
        Assert.IsType<WriteOutcome.NoSuchUpload>(await uploads.CompleteAsync("person/ada", rows.Bucket, "leaf", upload.Id, asked, Cancellation));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task A_page_of_uploads_ends_anywhere_and_the_next_one_goes_on_there(string engine)
    {
        await using var rows = await ObjectRows.CreateAsync(engine, server);
        var uploads = UploadsOf(rows);
        foreach (var key in new[] { "a", "a", "b/1", "b/2", "b/2", "c", "d/1" }) await uploads.StartAsync("person/ada", rows.Bucket, key, new(), null, null, Cancellation);

        foreach (var (prefix, delimiter, expected) in new[] { ("", "", "a a b/1 b/2 b/2 c d/1"), ("", "/", "a a b/ c d/"), ("b/", "/", "b/1 b/2 b/2"), ("d", "/", "d/") })
            foreach (var limit in new[] { 1, 2, 3, 100 })
            {
                var seen = new List<string>();
                for (var page = new UploadsPage([], [], "", ""); page.NextKey is not null;)
                {
                    page = await uploads.ListAsync(rows.Bucket, prefix, delimiter, page.NextKey, page.NextId ?? "", limit, Cancellation);
                    Assert.InRange(page.Uploads.Count + page.CommonPrefixes.Count, 1, limit);
                    seen.AddRange(page.Uploads.Select(upload => upload.Key).Concat(page.CommonPrefixes).Order(StringComparer.Ordinal));
                }
                Assert.Equal(expected, string.Join(' ', seen));
            }
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Aborting_lets_go_of_every_part_and_a_part_that_comes_later_is_refused(string engine)
    {
        await using var rows = await ObjectRows.CreateAsync(engine, server);
        var uploads = UploadsOf(rows);
        var upload = await uploads.StartAsync("person/ada", rows.Bucket, "leaf", new(), null, null, Cancellation);
        var part = await PutAsync(rows, uploads, upload, 1, 10);

        Assert.True(await uploads.AbortAsync(upload, Cancellation));

        Assert.False(await uploads.AbortAsync(upload, Cancellation));
        Assert.Equal([part.Blob], await rows.ReadAsync(session => BlobsDatabase.Dropped(session, 10)));
        Assert.Null(await uploads.PutPartAsync(rows.Bucket, upload, 2, ContentOf(10), Cancellation));
    }

    private static MultipartUploads UploadsOf(ObjectRows rows) =>
        new(rows.Database, new BlobRemover(rows.Database, blobs: null!, TimeProvider.System, NullLogger<BlobRemover>.Instance), TimeProvider.System);

    private static async Task<UploadedPart> PutAsync(ObjectRows rows, MultipartUploads uploads, MultipartUpload upload, int number, long size) =>
        (await uploads.PutPartAsync(rows.Bucket, upload, number, ContentOf(size), Cancellation))!;

    private static Task<WriteOutcome> CompleteAsync(MultipartUploads uploads, ObjectRows rows, MultipartUpload upload, params (int Number, string ETag)[] named) =>
        uploads.CompleteAsync("person/ada", rows.Bucket, upload.Key, upload.Id, new([.. named.Select(part => new CompletedPart(part.Number, part.ETag, null))], WriteCondition.None), Cancellation);

    private static ReceivedContent ContentOf(long size)
    {
        var name = Guid.CreateVersion7().ToString("N");
        return new(BlobReference.InFile(name, size), size, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(name)).AsSpan(0, 16)), new Dictionary<string, string>());
    }
}
