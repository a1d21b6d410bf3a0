using Athanor.Foundation.Problems;
using Athanor.Objects.Client;
using Athanor.Training.Checkpoints.Format;

namespace Athanor.Training.Checkpoints.Storage;

/// <summary>Checkpoints as objects with a prefix in a bucket. A file is first written on this machine, and gone there once it is stored: an upload is repeated from it.</summary>
public sealed class ObjectCheckpointStore(S3Client client, string bucket, string prefix, string spool) : ICheckpointStore
{
    private readonly RemoteBuckets _buckets = new(client);

    // "runs/7" and "runs/7/" mean the same place, and nothing the bucket itself.
    private readonly string _prefix = prefix.Trim('/') is { Length: > 0 } place ? $"{place}/" : "";

    public async Task<IReadOnlyList<StoredFile>> ListAsync(CancellationToken cancellation)
    {
        var files = new List<StoredFile>();
        await foreach (var stored in _buckets.ListAsync(bucket, _prefix, delimiter: "", cancellation))
        {
            var names = stored.Key[_prefix.Length..].Split('/');
            if (names.Length == 2 && stored.Size is { } size && CheckpointName.TryParse(names[0], out var checkpoint)) files.Add(new(checkpoint, names[1], size));
        }
        return files;
    }

    public async Task<long?> FindSizeAsync(CheckpointName checkpoint, string file, CancellationToken cancellation)
    {
        try
        {
            return (await _buckets.HeadAsync(bucket, KeyOf(checkpoint, file), cancellation)).Size;
        }
        catch (ProblemException refusal) when (refusal.Problem.Status == 404)
        {
            return null;
        }
    }

    public async Task WriteAsync(CheckpointName checkpoint, string file, Func<Stream, CancellationToken, Task> content, CancellationToken cancellation)
    {
        Directory.CreateDirectory(spool);
        var path = Path.Combine(spool, $"{checkpoint.Text}-{file}");
        try
        {
            await using (var stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0)) await content(stream, cancellation);
            await _buckets.UploadAsync(path, bucket, KeyOf(checkpoint, file), static _ => { }, cancellation);
        }
        finally
        {
            File.Delete(path);
        }
    }

    public async Task ReadAsync(CheckpointName checkpoint, string file, long offset, Memory<byte> target, CancellationToken cancellation)
    {
        if (target.IsEmpty) return;
        try
        {
            await _buckets.ReadAsync(bucket, KeyOf(checkpoint, file), offset, target, cancellation);
        }
        catch (ProblemException refusal) when (refusal.Problem.Status is 404 or 416)
        {
            throw new EndOfStreamException(refusal.Problem.Status == 404 ? "it is missing" : $"it ends before {offset} bytes", refusal);
        }
    }

    public async Task DeleteAsync(CheckpointName checkpoint, CancellationToken cancellation)
    {
        await _buckets.DeleteAsync(bucket, KeyOf(checkpoint, CheckpointManifest.FileName), cancellation);
        var rest = _buckets.ListAsync(bucket, KeyOf(checkpoint, ""), delimiter: "", cancellation).Select(stored => (stored.Key, (string?)null));
        await _buckets.DeleteAsync(bucket, rest, cancellation);
    }

    private string KeyOf(CheckpointName checkpoint, string file) => $"{_prefix}{checkpoint.Text}/{file}";
}
