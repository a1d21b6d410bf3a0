using System.Security.Cryptography;
using Athanor.Conformance;
using Athanor.Objects.Client;
using Athanor.Training.Checkpoints;
using Athanor.Training.Checkpoints.Storage;

namespace Athanor.EndToEnd.Training;

/// <summary>Checkpoints behind the S3 door of a real server, held to the suite that folders pass.</summary>
public sealed class ObjectCheckpointStoreTests(AthanorServer server) : CheckpointStoreConformance, IClassFixture<AthanorServer>, IDisposable
{
    private readonly TemporaryFolder _spool = new();
    private S3Client? _client;

    [Fact]
    public async Task Nothing_stays_on_this_machine()
    {
        var store = await OpenAsync();

        await store.WriteAsync(CheckpointName.Of(1, "00000001"), "shard-00000", (stream, stop) => stream.WriteAsync(new byte[20 << 20], stop).AsTask(), Cancellation);

        Assert.Empty(Directory.EnumerateFiles(_spool.Path));
    }

    public void Dispose()
    {
        _client?.Dispose();
        _spool.Dispose();
    }

    protected override async Task<ICheckpointStore> OpenAsync()
    {
        _client = new(new(server.S3Address, server.Admin.KeyId, server.Admin.Secret, "us-east-1"), TimeProvider.System);
        var bucket = $"checkpoints-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
        await new RemoteBuckets(_client).CreateAsync(bucket, project: null, Cancellation);
        return new ObjectCheckpointStore(_client, bucket, "runs/7/", _spool.Path);
    }
}
