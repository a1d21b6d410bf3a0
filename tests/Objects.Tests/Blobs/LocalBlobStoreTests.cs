using Athanor.Conformance.Blobs;

namespace Athanor.Objects.Blobs;

public sealed class LocalBlobStoreTests : BlobStoreConformance
{
    protected override Task<BlobStoreHome> CreateHomeAsync() => Task.FromResult<BlobStoreHome>(new LocalBlobHome());
}
