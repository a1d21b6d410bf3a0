using Athanor.Conformance;
using Athanor.Training.Checkpoints.Storage;

namespace Athanor.Training.Checkpoints;

public sealed class FolderCheckpointStoreTests : CheckpointStoreConformance, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override Task<ICheckpointStore> OpenAsync() => Task.FromResult<ICheckpointStore>(new FolderCheckpointStore(_folder.File("checkpoints")));
}
