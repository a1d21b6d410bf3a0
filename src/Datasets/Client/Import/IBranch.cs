namespace Athanor.Datasets.Client.Import;

/// <summary>The branch that an import goes to, under a prefix of it.</summary>
public interface IBranch
{
    /// <summary>Nothing, or folders with a slash at the end.</summary>
    string Prefix { get; }

    Task<BranchMark> FindAsync(CancellationToken cancellation);

    /// <summary>A line of JSON for each file there is, in the order of their paths, which begin with the prefix: <c>{"path": …, "size": …, "digest": …}</c>.</summary>
    Task<Stream> OpenManifestAsync(CancellationToken cancellation);

    /// <summary>Takes in a tar, whose paths do not repeat the prefix.</summary>
    Task<BranchChange> ImportAsync(HttpContent tar, CancellationToken cancellation);

    /// <summary>At most <see cref="MostRemoved"/> paths at once, which do not repeat the prefix either.</summary>
    Task<BranchChange> RemoveAsync(IReadOnlyList<string> paths, CancellationToken cancellation);

    /// <summary>Keeps the branch as a version and answers its id; null where nothing changed since its last one.</summary>
    Task<string?> CommitAsync(string message, CancellationToken cancellation);

    const int MostRemoved = 10_000;
}
