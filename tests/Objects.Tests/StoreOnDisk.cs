using System.IO.Pipelines;
using System.Security.Cryptography;
using Athanor.Conformance.Engines;
using Athanor.Objects.Blobs;
using Athanor.Objects.Blobs.Local;
using Athanor.Objects.Model;
using Athanor.Objects.Versions;
using Athanor.Objects.Wire.Documents;
using Microsoft.Extensions.Logging.Abstractions;

namespace Athanor.Objects;

/// <summary>Objects as the server keeps them: rows in a database, bytes in a directory whose segments are small.</summary>
internal sealed class StoreOnDisk : IAsyncDisposable
{
    private static readonly byte[] ServerKey = RandomNumberGenerator.GetBytes(32);

    private StoreOnDisk(ObjectRows rows, LocalBlobHome home)
    {
        (Rows, Home, Blobs) = (rows, home, home.OpenLocal());
        Remover = new(rows.Database, Blobs, TimeProvider.System, NullLogger<BlobRemover>.Instance);
        Compactor = new(rows.Database, Blobs, Remover, home.Options, TimeProvider.System, NullLogger<BlobCompactor>.Instance);
        Objects = new(rows.Database, Blobs, Remover, TimeProvider.System, new(_ => Task.FromResult(ServerKey)));
        Uploads = new(rows.Database, Remover, TimeProvider.System);
    }

    public ObjectRows Rows { get; }
    public LocalBlobHome Home { get; }
    public LocalBlobStore Blobs { get; }
    public BlobRemover Remover { get; }
    public BlobCompactor Compactor { get; }
    public ObjectStore Objects { get; }
    public MultipartUploads Uploads { get; }
    public Bucket Bucket => Rows.Bucket;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<StoreOnDisk> CreateAsync(string engine, PostgresFixture server, long segmentSize = 1 << 18) =>
        new(await ObjectRows.CreateAsync(engine, server), new LocalBlobHome { Options = new() { SegmentSize = new(segmentSize) } });

    public async Task<StoredObject> PutAsync(string key, byte[] content, Bucket? bucket = null)
    {
        using var blob = await Objects.ReceiveAsync(PipeReader.Create(new(content)), content.Length, Cancellation);
        var outcome = await Objects.PutAsync("person/ada", bucket ?? Bucket, key, ReceivedOf(blob.Reference, content), new(), WriteCondition.None, Cancellation);
        return Assert.IsType<WriteOutcome.Stored>(outcome).Object;
    }

    public async Task<UploadedPart?> PutPartAsync(MultipartUpload upload, int number, byte[] content)
    {
        using var blob = await Objects.ReceiveAsync(PipeReader.Create(new(content)), content.Length, Cancellation);
        return await Uploads.PutPartAsync(Bucket, upload, number, ReceivedOf(blob.Reference, content), Cancellation);
    }

    public Task<WriteOutcome> CompleteAsync(MultipartUpload upload, params IEnumerable<UploadedPart> parts) => Uploads.CompleteAsync(
        "person/ada", Bucket, upload.Key, upload.Id, new([.. parts.Select(part => new CompletedPart(part.Number, part.ETag, null))], WriteCondition.None), Cancellation);

    public Task DeleteAsync(string key, string? version = null) => Objects.DeleteAsync("person/ada", Bucket, key, version, WriteCondition.None, Cancellation);

    public async Task<byte[]> ReadAsync(StoredObject stored)
    {
        var content = new MemoryStream();
        var writer = PipeWriter.Create(content, new(leaveOpen: true));
        await Objects.CopyToAsync(Bucket, stored, 0, stored.Size, writer, Cancellation);
        await writer.CompleteAsync();
        return content.ToArray();
    }

    public async Task<byte[]> ReadAsync(string key) => await ReadAsync((await Objects.FindAsync(Bucket, key, null, Cancellation))!);

    public async Task<long> OnDiskAsync() => (await Blobs.MeasureAsync(Cancellation)).Total;

    public async ValueTask DisposeAsync()
    {
        await Blobs.DisposeAsync();
        await Home.DisposeAsync();
        await Rows.DisposeAsync();
    }

    private static ReceivedContent ReceivedOf(BlobReference blob, byte[] content) =>
        new(blob, content.Length, Convert.ToHexStringLower(MD5.HashData(content)), new Dictionary<string, string>());
}
