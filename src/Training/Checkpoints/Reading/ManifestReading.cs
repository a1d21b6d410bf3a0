using Athanor.Training.Checkpoints.Format;
using Athanor.Training.Checkpoints.Storage;

namespace Athanor.Training.Checkpoints.Reading;

internal static class ManifestReading
{
    public static async Task<CheckpointManifest> ReadAsync(ICheckpointStore store, CheckpointName name, CancellationToken cancellation)
    {
        try
        {
            var size = await store.FindSizeAsync(name, CheckpointManifest.FileName, cancellation);
            if (size is not (> 0 and <= CheckpointManifest.MostBytes)) throw new DamagedCheckpointException(size is null ? "it is missing" : $"it has {size} bytes");
            var bytes = new byte[size.Value];
            await store.ReadAsync(name, CheckpointManifest.FileName, 0, bytes, cancellation);
            var manifest = CheckpointManifest.Read(bytes);
            return manifest.Step == name.Step ? manifest : throw new DamagedCheckpointException($"it is of step {manifest.Step}");
        }
        catch (Exception failure) when (failure is IOException or DamagedCheckpointException)
        {
            throw new DamagedCheckpointException($"{CheckpointManifest.FileName}: {failure.Message}");
        }
    }
}
