using Athanor.Conformance.Engines;
using Athanor.Objects.Blobs;
using Athanor.Objects.Model;
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
        var upload = await uploads.StartAsync("person/ada", rows.Bucket, "leaf", new() { ContentType = "image/png" }, Cancellation);
        var replaced = await PutAsync(rows, uploads, upload, 1, FiveMebibytes);
        var first = await PutAsync(rows, uploads, upload, 1, FiveMebibytes);
        var unnamed = await PutAsync(rows, uploads, upload, 2, FiveMebibytes);
        var last = await PutAsync(rows, uploads, upload, 7, 3);

        var outcome = await CompleteAsync(uploads, rows, upload, (1, first.ETag), (7, $"\"{last.ETag}\""));

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
        var upload = await uploads.StartAsync("person/ada", rows.Bucket, "leaf", new(), Cancellation);
        var (small, other) = (await PutAsync(rows, uploads, upload, 1, 10), await PutAsync(rows, uploads, upload, 2, 10));

        Assert.IsType<WriteOutcome.InvalidPartOrder>(await CompleteAsync(uploads, rows, upload, (2, other.ETag), (2, other.ETag)));
        Assert.IsType<WriteOutcome.InvalidPart>(await CompleteAsync(uploads, rows, upload, (3, small.ETag)));
        Assert.IsType<WriteOutcome.InvalidPart>(await CompleteAsync(uploads, rows, upload, (1, other.ETag)));
        Assert.IsType<WriteOutcome.EntityTooSmall>(await CompleteAsync(uploads, rows, upload, (1, small.ETag), (2, other.ETag)));
        Assert.Null(await rows.ReadAsync(session => ObjectsDatabase.FindLatest(session, rows.Bucket.Id, "leaf")));
        Assert.NotNull(await uploads.FindAsync(rows.Bucket, "leaf", upload.Id, Cancellation));
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Of_two_completions_at_once_one_makes_the_object_and_the_other_finds_no_upload(string engine)
    {
        await using var rows = await ObjectRows.CreateAsync(engine, server);
        var uploads = UploadsOf(rows);
        var upload = await uploads.StartAsync("person/ada", rows.Bucket, "leaf", new(), Cancellation);
        var part = await PutAsync(rows, uploads, upload, 1, 10);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => CompleteAsync(uploads, rows, upload, (1, part.ETag))));

        Assert.Single(outcomes.OfType<WriteOutcome.Stored>());
        Assert.Single(outcomes.OfType<WriteOutcome.NoSuchUpload>());
    }

    [Theory, MemberData(nameof(Engines))]
    public async Task Aborting_lets_go_of_every_part_and_a_part_that_comes_later_is_refused(string engine)
    {
        await using var rows = await ObjectRows.CreateAsync(engine, server);
        var uploads = UploadsOf(rows);
        var upload = await uploads.StartAsync("person/ada", rows.Bucket, "leaf", new(), Cancellation);
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
        uploads.CompleteAsync("person/ada", rows.Bucket, upload, named, _ => new Dictionary<string, string>(), WriteCondition.None, Cancellation);

    private static ReceivedContent ContentOf(long size)
    {
        var name = Guid.CreateVersion7().ToString("N");
        return new(BlobReference.InFile(name, size), size, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(name)).AsSpan(0, 16)), new Dictionary<string, string>());
    }
}
