using Athanor.Compute.Inventory;
using Athanor.Conformance;
using Athanor.Jobs.Executors;
using Athanor.Jobs.Executors.Local;
using Athanor.Jobs.Tests.Replicas;

namespace Athanor.Jobs.Tests.Executors;

public sealed class LocalExecutorTests : ExecutorConformance, IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ShimPool _shims = new([Scene.Binary, "worker", "shim"], 4, TimeProvider.System);

    private protected override IExecutor Executor { get; }

    private protected override string Root => _folder.Path;

    public LocalExecutorTests() => Executor = new LocalExecutor(new(MachineInventory.Read(), new(), "here"), _shims, TimeProvider.System);

    public async ValueTask DisposeAsync()
    {
        await _shims.DisposeAsync();
        _folder.Dispose();
    }
}
