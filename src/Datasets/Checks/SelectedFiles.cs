using System.Runtime.CompilerServices;
using Athanor.Datasets.Checks.Globs;

namespace Athanor.Datasets.Checks;

/// <summary>The files of a tree that a check is about, and work on many of them at once whose results keep their order.</summary>
internal static class SelectedFiles
{
    private const int BatchPerLane = 32;

    public static async IAsyncEnumerable<CheckedEntry> ListAsync(this ICheckedTree tree, FileSelection selection, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var entry in tree.ListAsync(cancellation))
            if (selection.Contains(entry.Path)) yield return entry;
    }

    /// <summary>Findings must not depend on which file was decoded first, so a batch is worked on together and answered in order.</summary>
    public static async IAsyncEnumerable<(CheckedEntry Entry, T Result)> SelectAsync<T>(
        this IAsyncEnumerable<CheckedEntry> entries, int lanes, Func<CheckedEntry, CancellationToken, ValueTask<T>> work, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = lanes, CancellationToken = cancellation };
        await foreach (var batch in entries.Chunk(lanes * BatchPerLane).WithCancellation(cancellation))
        {
            var results = new T[batch.Length];
            await Parallel.ForAsync(0, batch.Length, options, async (index, token) => results[index] = await work(batch[index], token));
            for (var index = 0; index < batch.Length; index++) yield return (batch[index], results[index]);
        }
    }
}
