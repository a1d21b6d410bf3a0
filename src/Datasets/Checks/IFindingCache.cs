namespace Athanor.Datasets.Checks;

/// <summary>
/// Remembers what was found out about content, by the digest of its bytes: the same bytes give the same finding in every commit. It may forget,
/// and it must not make things up. Called from several threads at once.
/// </summary>
public interface IFindingCache
{
    /// <summary>Keys are at most 200 letters of ASCII, findings at most 4 KiB.</summary>
    ValueTask<string?> FindAsync(string key, CancellationToken cancellation);

    ValueTask KeepAsync(string key, string finding, CancellationToken cancellation);
}
