using System.Text.Json;
using Athanor.Compute.Collectives;
using Athanor.Conformance;
using Athanor.Training.Checkpoints.Keeping;
using Athanor.Training.Checkpoints.Reading;
using Athanor.Training.Checkpoints.Storage;
using Athanor.Training.Checkpoints.Writing;

namespace Athanor.Training.Checkpoints;

/// <summary>A folder of checkpoints, and what a run does with them.</summary>
internal sealed class CheckpointHome : IDisposable
{
    private static readonly byte[] Configuration = "a recipe"u8.ToArray();
    private readonly TemporaryFolder _folder = new();

    public CheckpointHome() => Store = new FolderCheckpointStore(Path);

    public string Path => _folder.File("checkpoints");

    public ICheckpointStore Store { get; set; }

    public RetentionRule Retention { get; init; } = new(Last: 100);

    public IReadOnlyList<string> Names => [.. Directory.EnumerateDirectories(Path).Select(folder => System.IO.Path.GetFileName(folder)).Order()];

    public string FileOf(long step, string file) => System.IO.Path.Combine(Directory.EnumerateDirectories(Path, $"step-{step:D12}-*").Single(), file);

    public Task SaveAsync(int workers, int length, params long[] steps) => Workers.RunAsync(workers, collectives =>
    {
        using var state = new TestState(collectives, length);
        using var writer = NewWriter(collectives);
        foreach (var step in steps) writer.Save(step, state.Fill(step).Parts, Notes(step));
        writer.Finish();
        return true;
    });

    /// <summary>Loads on so many workers and holds every number to the step that is expected; answers what each found.</summary>
    public Task<IReadOnlyList<RestoredCheckpoint?>> RestoreAsync(int workers, int length, long? expected) => Workers.RunAsync(workers, collectives =>
    {
        using var state = new TestState(collectives, length);
        var restored = new CheckpointReader(Store, collectives, Configuration).Restore(state.Parts, TestContext.Current.CancellationToken);
        Assert.Equal(expected, restored?.Step);
        if (expected is { } step) state.AssertIs(step);
        return restored;
    });

    public CheckpointWriter NewWriter(ICollectives collectives) => new(Store, collectives, Configuration, new() { Retention = Retention }, TimeProvider.System);

    public static CheckpointNotes Notes(long step) => new(JsonSerializer.SerializeToElement(new { position = step * 10 }), new Dictionary<string, double> { ["loss"] = 1.0 / step });

    public void Dispose() => _folder.Dispose();
}
