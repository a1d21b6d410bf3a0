using Athanor.Objects.Blobs;

namespace Athanor.Conformance.Blobs;

/// <summary>A dictionary in the place of the metadata.</summary>
internal sealed class NamesInMemory(Dictionary<BlobReference, byte[]> rows) : IBlobNames
{
    public Task MoveAsync(IReadOnlyList<MovedBlob> moves, CancellationToken cancellation)
    {
        foreach (var move in moves)
        {
            if (rows.Remove(move.From, out var content)) rows.Add(move.To, content);
        }
        return Task.CompletedTask;
    }

    public Task<bool> AnyInAsync(string segment, CancellationToken cancellation) => Task.FromResult(rows.Keys.Any(blob => !blob.IsFile && blob.Container == segment));
}
