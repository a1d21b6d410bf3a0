using System.Text.Json;

namespace Athanor.Training.Checkpoints;

/// <summary>What a run wants to know again beside its vectors, in a form of its own, such as where it was in the data; and the metrics by which checkpoints may be kept.</summary>
public sealed record CheckpointNotes(JsonElement State, IReadOnlyDictionary<string, double> Metrics)
{
    public static CheckpointNotes None { get; } = new(JsonSerializer.SerializeToElement(new { }), new Dictionary<string, double>());
}
