using Athanor.Foundation.Problems;
using Athanor.Objects.Client;
using Athanor.Training.Checkpoints.Storage;

namespace Athanor.Training.Worker;

/// <summary>Where checkpoints are kept: a folder that all workers see, or s3://BUCKET/PREFIX at the door that the job's variables name.</summary>
internal sealed class CheckpointPlace : IDisposable
{
    private const string Scheme = "s3://";
    private readonly S3Client? _client;

    private CheckpointPlace(ICheckpointStore checkpoints, S3Client? client) => (Checkpoints, _client) = (checkpoints, client);

    public ICheckpointStore Checkpoints { get; }

    public static CheckpointPlace Open(string place, Func<string, string?> variable)
    {
        if (!place.StartsWith(Scheme, StringComparison.Ordinal)) return new(new FolderCheckpointStore(Path.GetFullPath(place)), null);
        if (place[Scheme.Length..].Split('/', 2) is not [{ Length: > 0 } bucket, { Length: > 0 } prefix]) throw new ProblemException(TrainingProblems.BadCheckpointPlace(place));
        var client = new S3Client(ConnectionOf(variable), TimeProvider.System);
        return new(new ObjectCheckpointStore(client, bucket, prefix.TrimEnd('/'), Path.GetTempPath()), client);
    }

    public void Dispose() => _client?.Dispose();

    private static S3Connection ConnectionOf(Func<string, string?> variable)
    {
        string Required(string name) => variable(name) ?? throw new ProblemException(TrainingProblems.NoDoor(name));
        return new(new Uri(Required("AWS_ENDPOINT_URL_S3")), Required("AWS_ACCESS_KEY_ID"), Required("AWS_SECRET_ACCESS_KEY"), variable("AWS_REGION") ?? "us-east-1");
    }
}
