namespace Athanor.Foundation.Databases;

/// <summary>
/// Where metadata lives. Delegates are synchronous on purpose: nothing but the database may be waited for inside a transaction.
/// </summary>
public interface IDatabase : IAsyncDisposable
{
    /// <summary>The engine's name and where it keeps its rows, without secrets; for people.</summary>
    string Description { get; }

    /// <summary>Sequence of the last fact this process has committed or read; moves when <see cref="WaitForFactsAsync"/> returns.</summary>
    long LastFact { get; }

    /// <summary>Asks within one snapshot. Never waits for a writer.</summary>
    Task<T> ReadAsync<T>(Func<ReadSession, T> question, CancellationToken cancellation);

    /// <summary>
    /// Applies a change and answers once it is on disk. Concurrent changes share a transaction, yet each succeeds or fails alone.
    /// A change may run more than once, so it must have no effect outside its session.
    /// </summary>
    Task<T> WriteAsync<T>(Func<WriteSession, T> change, CancellationToken cancellation);

    /// <summary>Returns when a fact beyond <paramref name="sequence"/> may be there, or after a second: another process may have written it.</summary>
    Task WaitForFactsAsync(long sequence, CancellationToken cancellation);
}
