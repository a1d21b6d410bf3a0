using Athanor.Objects.Blobs;

namespace Athanor.Conformance.Blobs;

/// <summary>What every blob store must do alike; the parts of the suite stand in the files beside this one.</summary>
public abstract partial class BlobStoreConformance : IAsyncLifetime
{
    private const int Block = 64 << 10;
    private const int Packed = 128 << 10;

    /// <summary>Lengths around everything that a store may treat specially.</summary>
    public static readonly TheoryData<int> Lengths =
    [
        0, 1, 15, 16, 17, 4095, 4096, 4097, Block - 1, Block, Block + 1, Packed - 1, Packed, Packed + 1, (3 * Block) - 1, 3 * Block, (3 * Block) + 1,
        (16 * Block) - 1, 16 * Block, (16 * Block) + 1, (33 * Block) + 12345,
    ];

    protected BlobStoreHome Home { get; private set; } = null!;

    protected IBlobStore Store { get; private set; } = null!;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Home = await CreateHomeAsync();
        Store = Home.Open();
    }

    public async ValueTask DisposeAsync()
    {
        if (Store is not null) await Store.DisposeAsync();
        if (Home is not null) await Home.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract Task<BlobStoreHome> CreateHomeAsync();

    protected async Task ReopenAsync()
    {
        await Store.DisposeAsync();
        Store = Home.Open();
    }

    private async Task AssertEmptyAsync()
    {
        Assert.Empty(await Store.AllAsync(Cancellation));
        await ReopenAsync();
        Assert.Empty(await Store.AllAsync(Cancellation));
    }
}
