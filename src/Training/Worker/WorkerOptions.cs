namespace Athanor.Training.Worker;

/// <summary>What one worker of a run is told: the recipe, and where things are.</summary>
public sealed record WorkerOptions
{
    /// <summary>The recipe, as YAML or JSON.</summary>
    public required string Recipe { get; init; }

    public required string Data { get; init; }

    /// <summary>The folder of a model to begin with, where there is one.</summary>
    public string? Base { get; init; }

    /// <summary>Where the model and what is known of it are written in the end.</summary>
    public required string Output { get; init; }

    public required string Checkpoints { get; init; }

    /// <summary>Steps between checkpoints; by default as many as measuring their cost and what fails suggests.</summary>
    public long? CheckpointEvery { get; init; }

    /// <summary>The folder that a finished run has written, which is repeated and compared with.</summary>
    public string? Replays { get; init; }

    /// <summary>Ends a repetition early.</summary>
    public long? Steps { get; init; }

    /// <summary>Where this worker says its step, as a job's command does.</summary>
    public string? Progress { get; init; }

    public required int Threads { get; init; }
}
