namespace Athanor.App.Verbs.Runs.Transport;

/// <summary>Where an export is written to. What is written under a name is there whole, or not at all.</summary>
internal interface IExportTarget : IAsyncDisposable
{
    /// <summary>What an export before this one wrote; null where there is nothing.</summary>
    Task<byte[]?> ReadAsync(string path, CancellationToken cancellation);

    Task<long> WriteAsync(string path, Func<Stream, Task> write, CancellationToken cancellation);

    /// <summary>Nothing more comes.</summary>
    Task FinishAsync(CancellationToken cancellation);
}
