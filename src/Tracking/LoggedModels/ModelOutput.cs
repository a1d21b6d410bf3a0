namespace Athanor.Tracking.LoggedModels;

/// <summary>A model that a run made, and the step at which it did.</summary>
public sealed record ModelOutput(string Model, long Step);
