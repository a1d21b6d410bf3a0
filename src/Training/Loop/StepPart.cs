namespace Athanor.Training.Loop;

/// <summary>What the time of a step went into, as the thread of the loop saw it.</summary>
public enum StepPart
{
    Compute,
    DataWait,
    Communication,
    Checkpoint,
    Other,
}
